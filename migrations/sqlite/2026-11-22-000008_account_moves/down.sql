ALTER TABLE account_scores DROP COLUMN missing;
DROP TABLE account_moves;
