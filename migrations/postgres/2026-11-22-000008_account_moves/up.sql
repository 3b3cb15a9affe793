-- The days on which an account's rating changed, or it became or ceased to be marketing-qualified: what reports ask of a
-- time without reading the snapshots of everyone. Follows from the snapshots; before is NULL where there was none.
CREATE TABLE account_moves (
    model_id BIGINT NOT NULL,
    day INTEGER NOT NULL,
    account_id BIGINT NOT NULL,
    rating_before SMALLINT,
    mqa_before BOOLEAN,
    rating SMALLINT NOT NULL,
    mqa BOOLEAN NOT NULL,
    PRIMARY KEY (model_id, day, account_id)
);
INSERT INTO account_moves (model_id, day, account_id, rating_before, mqa_before, rating, mqa)
SELECT model_id, day, account_id, rating_before, mqa_before, rating, mqa
FROM (
    SELECT model_id, day, account_id, rating, mqa,
        LAG(rating) OVER (PARTITION BY model_id, account_id ORDER BY day) AS rating_before,
        LAG(mqa) OVER (PARTITION BY model_id, account_id ORDER BY day) AS mqa_before
    FROM account_snapshots
) AS steps
WHERE rating_before IS NULL OR rating_before <> rating OR mqa_before <> mqa;

-- A bit for each buying role of which the committee still misses somebody; known from the next scoring on.
ALTER TABLE account_scores ADD COLUMN missing SMALLINT NOT NULL DEFAULT 0;
