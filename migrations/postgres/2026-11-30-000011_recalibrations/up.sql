-- Reports of recalibration, each with what it was asked: written once, when it is done.
CREATE TABLE recalibrations (
    id BIGINT NOT NULL PRIMARY KEY,
    model_id BIGINT NOT NULL,
    version_id BIGINT NOT NULL,
    target TEXT NOT NULL,
    period_from BIGINT NOT NULL,
    period_before BIGINT NOT NULL,
    as_of BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    cases BIGINT NOT NULL,
    events BIGINT NOT NULL,
    asked TEXT NOT NULL,
    report TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL
);
CREATE INDEX recalibrations_model ON recalibrations (model_id, id);
INSERT INTO sequences (name, next) VALUES ('recalibrations', 1);

-- A document that two sides are to sign before it becomes a version: from a recalibration, or an earlier version.
CREATE TABLE proposals (
    id BIGINT NOT NULL PRIMARY KEY,
    model_id BIGINT NOT NULL,
    recalibration_id BIGINT,
    restores_version_id BIGINT,
    opened_at BIGINT NOT NULL,
    opened_by TEXT NOT NULL
);
CREATE INDEX proposals_model ON proposals (model_id, id);
CREATE UNIQUE INDEX proposals_recalibration ON proposals (recalibration_id) WHERE recalibration_id IS NOT NULL;
INSERT INTO sequences (name, next) VALUES ('proposals', 1);

-- What became of a proposal. Each edit begins a revision, to which signatures belong.
CREATE TABLE proposal_entries (
    proposal_id BIGINT NOT NULL,
    seq INTEGER NOT NULL,
    at BIGINT NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    revision INTEGER NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    side TEXT COLLATE "C",
    base_version_id BIGINT,
    document TEXT,
    reason TEXT,
    version_id BIGINT,
    PRIMARY KEY (proposal_id, seq)
);
CREATE UNIQUE INDEX proposal_signatures_side ON proposal_entries (proposal_id, revision, side) WHERE event = 'sign';
CREATE UNIQUE INDEX proposal_signatures_who ON proposal_entries (proposal_id, revision, who) WHERE event = 'sign';

CREATE FUNCTION refuse_change_of_recalibration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'reports of recalibration are kept';
END;
$$;
CREATE TRIGGER recalibrations_keep BEFORE DELETE OR UPDATE ON recalibrations
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_recalibration();
CREATE TRIGGER recalibrations_keep_all BEFORE TRUNCATE ON recalibrations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_recalibration();
CREATE FUNCTION refuse_change_of_proposal_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of a proposal is append-only';
END;
$$;
CREATE TRIGGER proposal_entries_keep BEFORE DELETE OR UPDATE ON proposal_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_proposal_log();
CREATE TRIGGER proposal_entries_keep_all BEFORE TRUNCATE ON proposal_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_proposal_log();
CREATE FUNCTION refuse_what_cannot_happen_to_a_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM proposal_entries WHERE proposal_id = NEW.proposal_id)
        OR NEW.revision <> (SELECT COALESCE(MAX(revision), 0) + (NEW.event IN ('propose', 'edit'))::int
            FROM proposal_entries WHERE proposal_id = NEW.proposal_id)
        OR EXISTS (SELECT 1 FROM proposal_entries WHERE proposal_id = NEW.proposal_id AND event = 'publish')
    THEN
        RAISE EXCEPTION 'the entry does not follow the log of this proposal';
    END IF;
    IF NEW.event NOT IN ('propose', 'edit', 'sign', 'reject', 'publish')
        OR (NEW.event = 'propose') <> (NEW.seq = 1)
        OR (NEW.event IN ('propose', 'edit')) <> (NEW.document IS NOT NULL AND NEW.base_version_id IS NOT NULL)
        OR (NEW.event IN ('sign', 'reject')) <> (COALESCE(NEW.side, '') IN ('marketing', 'sales'))
        OR (NEW.event = 'publish') <> (NEW.version_id IS NOT NULL)
        OR (NEW.event NOT IN ('propose', 'edit') AND NOT EXISTS (
            SELECT 1 FROM proposal_entries WHERE proposal_id = NEW.proposal_id AND revision = NEW.revision
                AND event IN ('propose', 'edit') AND digest = NEW.digest))
        OR (NEW.event NOT IN ('propose', 'edit') AND EXISTS (
            SELECT 1 FROM proposal_entries WHERE proposal_id = NEW.proposal_id AND revision = NEW.revision
                AND event = 'reject'))
        OR (NEW.event = 'publish' AND 2 <> (
            SELECT COUNT(*) FROM proposal_entries WHERE proposal_id = NEW.proposal_id AND revision = NEW.revision
                AND event = 'sign'))
    THEN
        RAISE EXCEPTION 'this cannot happen to this proposal';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER proposal_entries_check BEFORE INSERT ON proposal_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_what_cannot_happen_to_a_proposal();
