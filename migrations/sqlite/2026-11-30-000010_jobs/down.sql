DELETE FROM sequences WHERE name IN ('jobs', 'job_runs');
DROP TABLE job_log;
DROP TABLE job_runs;
DROP TABLE jobs;
