DROP TRIGGER lead_transitions_unchanged;
CREATE TRIGGER lead_transitions_unchanged BEFORE UPDATE ON lead_transitions
BEGIN
    SELECT RAISE(ABORT, 'the lead log is append-only');
END;
DELETE FROM sequences WHERE name = 'erasure_requests';
DROP TABLE erasure_requests;
DROP TABLE erased_people;
