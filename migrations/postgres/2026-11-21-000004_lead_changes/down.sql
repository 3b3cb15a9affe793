ALTER TABLE leads DROP COLUMN accepted_by_default;
ALTER TABLE leads DROP COLUMN implied;
CREATE INDEX leads_funnel ON leads (mql_at, model_id, sal_at, sql_at, opportunity_at, won_at, lost_at, rejected_at, recycled_at, disqualified_at);
DELETE FROM sequences WHERE name IN ('lead_changes', 'lead_epoch');
DROP TABLE lead_changes;
