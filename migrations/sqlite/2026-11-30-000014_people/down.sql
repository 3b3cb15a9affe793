DROP TABLE attempts;
DROP TABLE one_time_codes;
DROP TABLE sessions;
DROP TABLE users;
DELETE FROM sequences WHERE name IN ('users', 'sessions');
