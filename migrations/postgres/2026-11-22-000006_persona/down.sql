ALTER TABLE contacts DROP COLUMN persona;
