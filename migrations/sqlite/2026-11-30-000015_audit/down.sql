DROP TABLE audit_log;
DELETE FROM settings WHERE name = 'audit_head';
