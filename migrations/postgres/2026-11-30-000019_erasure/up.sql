-- People who were erased: what is left of each is the hash of a key or an address, by which a row of them is known again.
CREATE TABLE erased_people (
    hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    erased_at BIGINT NOT NULL
);

-- Who asked for whom to be erased, and when that was done.
CREATE TABLE erasure_requests (
    id BIGINT NOT NULL PRIMARY KEY,
    contact_id BIGINT NOT NULL,
    asked_by TEXT COLLATE "C" NOT NULL,
    asked_at BIGINT NOT NULL,
    done_by TEXT COLLATE "C",
    done_at BIGINT
);
CREATE UNIQUE INDEX erasure_requests_open ON erasure_requests (contact_id) WHERE done_at IS NULL;
INSERT INTO sequences (name, next) VALUES ('erasure_requests', 1);

-- The log of a lead stays append-only, but for what it says of a person who is being erased: the setting `erasing` is there
-- within such a transaction only. Which stage was reached when, by whom and why stays.
CREATE OR REPLACE FUNCTION refuse_change_of_lead_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT 1 FROM settings WHERE name = 'erasing')
            AND (NEW.lead_id, NEW.seq, NEW.at, NEW.recorded_at, NEW.from_stage, NEW.to_stage, NEW.event, NEW.who,
                NEW.reason, NEW.rating, NEW.version_id, NEW.implied)
            IS NOT DISTINCT FROM (OLD.lead_id, OLD.seq, OLD.at, OLD.recorded_at, OLD.from_stage, OLD.to_stage,
                OLD.event, OLD.who, OLD.reason, OLD.rating, OLD.version_id, OLD.implied)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the lead log is append-only';
END;
$$;
