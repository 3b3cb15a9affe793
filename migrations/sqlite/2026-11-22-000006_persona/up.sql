-- Reports break leads down by persona, which is read with every lead.
ALTER TABLE contacts ADD COLUMN persona TEXT;
UPDATE contacts SET persona = json_extract(attributes, '$.persona');
