CREATE OR REPLACE FUNCTION refuse_change_of_lead_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the lead log is append-only';
END;
$$;
DELETE FROM sequences WHERE name = 'erasure_requests';
DROP TABLE erasure_requests;
DROP TABLE erased_people;
