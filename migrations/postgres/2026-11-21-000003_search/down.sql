DROP INDEX account_scores_mqa;
DROP INDEX contact_scores_activity;
DROP INDEX accounts_domain;
ALTER TABLE accounts DROP COLUMN domain_folded;
