-- A search finds companies by domain, and people can be listed by their last activity.

ALTER TABLE accounts ADD COLUMN domain_folded TEXT;
UPDATE accounts SET domain_folded = lower(json_extract(attributes, '$.domain'));
CREATE INDEX accounts_domain ON accounts (domain_folded, id);

-- The place of those who never did anything is the same in both databases.
CREATE INDEX contact_scores_activity ON contact_scores (model_id, COALESCE(last_activity_at, -9223372036854775807), contact_id);

-- The first page counts these.
CREATE INDEX account_scores_mqa ON account_scores (model_id, sort_key, account_id) WHERE mqa;
