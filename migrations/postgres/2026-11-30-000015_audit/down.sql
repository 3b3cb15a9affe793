DROP TABLE audit_log;
DROP FUNCTION refuse_what_does_not_follow_the_audit_log;
DROP FUNCTION refuse_change_of_audit_log;
DELETE FROM settings WHERE name = 'audit_head';
