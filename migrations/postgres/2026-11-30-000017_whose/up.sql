-- Whose contacts and accounts are, is asked of the leads: by owner, for which there is an index, and by team.
CREATE INDEX leads_team ON leads (team, contact_id);
-- Who brought a file; nobody where the house did, from the command line.
ALTER TABLE imports ADD COLUMN by_whom TEXT;
