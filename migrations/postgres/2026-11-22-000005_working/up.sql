-- What a worklist sorts by and what the service level needs, of the projection.
ALTER TABLE leads ADD COLUMN team TEXT;
ALTER TABLE leads ADD COLUMN priority SMALLINT NOT NULL DEFAULT 99;
ALTER TABLE leads ADD COLUMN overdue_at BIGINT;
ALTER TABLE leads ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE leads SET seq = COALESCE((SELECT MAX(seq) FROM lead_transitions WHERE lead_id = leads.id), 0);
CREATE INDEX leads_work ON leads (owner, stage, priority, due_at, id);
-- MQLs that the sweep of service levels has not marked yet.
CREATE INDEX leads_due ON leads (due_at, id) WHERE stage = 1 AND overdue_at IS NULL;

-- Whose turn it is to get a lead: who got the last one, by team or territory.
CREATE TABLE routing_turns (
    queue TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person TEXT NOT NULL
);

-- The table of a lead's life: stages by number, inquiry 0, MQL 1, SAL 2, SQL 3, opportunity 4, won 5, rejected 6,
-- recycled 7, disqualified 8, lost 9. The log takes nothing else, whoever writes it.
CREATE TABLE lead_moves (
    from_stage SMALLINT NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    to_stage SMALLINT NOT NULL,
    PRIMARY KEY (from_stage, event, to_stage)
);
INSERT INTO lead_moves (from_stage, event, to_stage) VALUES
    (0, 'inquire', 0), (0, 'hand_off', 1),
    (1, 'accept', 2), (1, 'accept_by_default', 2), (1, 'pass_sla', 1), (1, 'reject', 6),
    (6, 'recycle', 7), (6, 'disqualify', 8),
    (2, 'qualify', 3), (2, 'return', 7), (2, 'return', 8),
    (3, 'open_opportunity', 4), (4, 'win', 5), (4, 'lose', 9),
    (1, 'assign', 1), (2, 'assign', 2), (3, 'assign', 3), (4, 'assign', 4);
CREATE FUNCTION refuse_what_the_table_of_a_lead_forbids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.seq = 1 AND NEW.from_stage IS NOT NULL)
        OR (NEW.seq <> 1 AND (NEW.event = 'inquire' OR NOT EXISTS (
            SELECT 1 FROM lead_transitions
            WHERE lead_id = NEW.lead_id AND seq = NEW.seq - 1 AND to_stage = NEW.from_stage)))
    THEN
        RAISE EXCEPTION 'the entry does not follow the log of this lead';
    END IF;
    IF NOT EXISTS (
            SELECT 1 FROM lead_moves
            WHERE from_stage = COALESCE(NEW.from_stage, 0) AND event = NEW.event AND to_stage = NEW.to_stage)
        AND NOT (NEW.event = 'undo' AND EXISTS (
            SELECT 1 FROM lead_transitions
            WHERE lead_id = NEW.lead_id AND seq < NEW.seq AND from_stage = NEW.to_stage))
    THEN
        RAISE EXCEPTION 'the table of a lead''s life does not allow this transition';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER lead_transitions_check BEFORE INSERT ON lead_transitions
    FOR EACH ROW EXECUTE FUNCTION refuse_what_the_table_of_a_lead_forbids();
