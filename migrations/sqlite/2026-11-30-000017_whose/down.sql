ALTER TABLE imports DROP COLUMN by_whom;
DROP INDEX leads_team;
