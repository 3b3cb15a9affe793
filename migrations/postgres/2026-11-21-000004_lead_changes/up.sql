-- Which leads changed, in the order in which transactions were committed: who keeps leads in memory reads on from the
-- last number it knows. The epoch grows when something else changed of which reports of leads speak, such as the
-- country of an account; everything is then read anew.
CREATE TABLE lead_changes (
    change BIGINT NOT NULL PRIMARY KEY,
    lead_id BIGINT NOT NULL
);
INSERT INTO sequences (name, next) VALUES ('lead_changes', 1), ('lead_epoch', 1);
INSERT INTO lead_changes (change, lead_id) SELECT id, id FROM leads;
UPDATE sequences SET next = (SELECT COALESCE(MAX(change), 0) + 1 FROM lead_changes) WHERE name = 'lead_changes';
DROP INDEX leads_funnel;

-- A bit for each stage whose date is only that of the next one, and whether silence counted as acceptance.
ALTER TABLE leads ADD COLUMN implied SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN accepted_by_default BOOLEAN NOT NULL DEFAULT FALSE;
