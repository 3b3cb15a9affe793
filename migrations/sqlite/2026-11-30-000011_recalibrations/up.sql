-- Reports of recalibration, each with what it was asked: written once, when it is done.
CREATE TABLE recalibrations (
    id INTEGER NOT NULL PRIMARY KEY,
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
    id INTEGER NOT NULL PRIMARY KEY,
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
    who TEXT NOT NULL,
    event TEXT NOT NULL,
    revision INTEGER NOT NULL,
    digest TEXT NOT NULL,
    side TEXT,
    base_version_id BIGINT,
    document TEXT,
    reason TEXT,
    version_id BIGINT,
    PRIMARY KEY (proposal_id, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX proposal_signatures_side ON proposal_entries (proposal_id, revision, side) WHERE event = 'sign';
CREATE UNIQUE INDEX proposal_signatures_who ON proposal_entries (proposal_id, revision, who) WHERE event = 'sign';

CREATE TRIGGER recalibrations_keep BEFORE DELETE ON recalibrations
BEGIN
    SELECT RAISE(ABORT, 'reports of recalibration are kept');
END;
CREATE TRIGGER recalibrations_unchanged BEFORE UPDATE ON recalibrations
BEGIN
    SELECT RAISE(ABORT, 'reports of recalibration are kept');
END;
CREATE TRIGGER recalibrations_once BEFORE INSERT ON recalibrations
WHEN EXISTS (SELECT 1 FROM recalibrations WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'reports of recalibration are kept');
END;
CREATE TRIGGER proposal_entries_keep BEFORE DELETE ON proposal_entries
BEGIN
    SELECT RAISE(ABORT, 'the log of a proposal is append-only');
END;
CREATE TRIGGER proposal_entries_unchanged BEFORE UPDATE ON proposal_entries
BEGIN
    SELECT RAISE(ABORT, 'the log of a proposal is append-only');
END;
-- INSERT OR REPLACE deletes without asking the triggers above.
CREATE TRIGGER proposal_entries_once BEFORE INSERT ON proposal_entries
WHEN EXISTS (SELECT 1 FROM proposal_entries WHERE proposal_id = NEW.proposal_id AND (seq = NEW.seq
        OR (event = 'sign' AND NEW.event = 'sign' AND revision = NEW.revision
            AND (side = NEW.side OR who = NEW.who))))
BEGIN
    SELECT RAISE(ABORT, 'the log of a proposal is append-only, and each side and each person signs once');
END;
CREATE TRIGGER proposal_entries_in_order BEFORE INSERT ON proposal_entries
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM proposal_entries WHERE proposal_id = NEW.proposal_id)
    OR NEW.revision <> (SELECT COALESCE(MAX(revision), 0) + (NEW.event IN ('propose', 'edit'))
        FROM proposal_entries WHERE proposal_id = NEW.proposal_id)
    OR EXISTS (SELECT 1 FROM proposal_entries WHERE proposal_id = NEW.proposal_id AND event = 'publish')
BEGIN
    SELECT RAISE(ABORT, 'the entry does not follow the log of this proposal');
END;
CREATE TRIGGER proposal_entries_allowed BEFORE INSERT ON proposal_entries
WHEN NEW.event NOT IN ('propose', 'edit', 'sign', 'reject', 'publish')
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
BEGIN
    SELECT RAISE(ABORT, 'this cannot happen to this proposal');
END;
