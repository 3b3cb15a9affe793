-- People who were erased: what is left of each is the hash of a key or an address, by which a row of them is known again.
CREATE TABLE erased_people (
    hash TEXT NOT NULL PRIMARY KEY,
    erased_at BIGINT NOT NULL
);

-- Who asked for whom to be erased, and when that was done.
CREATE TABLE erasure_requests (
    id INTEGER NOT NULL PRIMARY KEY,
    contact_id BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    done_by TEXT,
    done_at BIGINT
);
CREATE UNIQUE INDEX erasure_requests_open ON erasure_requests (contact_id) WHERE done_at IS NULL;
INSERT INTO sequences (name, next) VALUES ('erasure_requests', 1);

-- The log of a lead stays append-only, but for what it says of a person who is being erased: the setting `erasing` is there
-- within such a transaction only. Which stage was reached when, by whom and why stays.
DROP TRIGGER lead_transitions_unchanged;
CREATE TRIGGER lead_transitions_unchanged BEFORE UPDATE ON lead_transitions
WHEN NOT EXISTS (SELECT 1 FROM settings WHERE name = 'erasing')
    OR NEW.lead_id IS NOT OLD.lead_id OR NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at
    OR NEW.recorded_at IS NOT OLD.recorded_at OR NEW.from_stage IS NOT OLD.from_stage
    OR NEW.to_stage IS NOT OLD.to_stage OR NEW.event IS NOT OLD.event OR NEW.who IS NOT OLD.who
    OR NEW.reason IS NOT OLD.reason OR NEW.rating IS NOT OLD.rating OR NEW.version_id IS NOT OLD.version_id
    OR NEW.implied IS NOT OLD.implied
BEGIN
    SELECT RAISE(ABORT, 'the lead log is append-only');
END;
