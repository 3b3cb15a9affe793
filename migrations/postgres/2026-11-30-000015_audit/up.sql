-- Who did what to which object. Each entry holds the hash of the one before it, so that a change of any of them shows; the
-- setting audit_head names the last one, so that a missing end shows as well.
CREATE TABLE audit_log (
    seq BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    object_kind TEXT COLLATE "C" NOT NULL,
    object_id TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_log_actor ON audit_log (actor, seq);
CREATE INDEX audit_log_action ON audit_log (action, seq);
CREATE INDEX audit_log_object ON audit_log (object_kind, object_id, seq);

CREATE FUNCTION refuse_change_of_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END;
$$;
CREATE TRIGGER audit_log_keep BEFORE DELETE OR UPDATE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit_log();
CREATE TRIGGER audit_log_keep_all BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_log();
CREATE FUNCTION refuse_what_does_not_follow_the_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit_log)
        OR NEW.previous <> COALESCE((SELECT hash FROM audit_log ORDER BY seq DESC LIMIT 1), '')
    THEN
        RAISE EXCEPTION 'the audit log is append-only, and each entry follows the one before it';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER audit_log_in_order BEFORE INSERT ON audit_log
    FOR EACH ROW EXECUTE FUNCTION refuse_what_does_not_follow_the_audit_log();
