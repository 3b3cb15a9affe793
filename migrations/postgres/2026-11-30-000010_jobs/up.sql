-- What runs when, and each time that it ran. The database decides who runs: a due time is taken by writing its row, and
-- no job has two rows at work.
CREATE TABLE jobs (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    parameters TEXT NOT NULL,
    -- Cron, five fields; Q as the months is the first month of each fiscal quarter.
    expression TEXT NOT NULL,
    -- The company's own where there is none.
    zone TEXT,
    paused BOOLEAN NOT NULL,
    catch_up BOOLEAN NOT NULL,
    -- The expression and the zone that next_due was computed from.
    reckoned_from TEXT NOT NULL,
    next_due BIGINT,
    revision INTEGER NOT NULL,
    changed_by TEXT,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX jobs_name ON jobs (name_folded);

CREATE TABLE job_runs (
    id BIGINT NOT NULL PRIMARY KEY,
    job_id BIGINT NOT NULL REFERENCES jobs (id),
    -- The time that it runs for; times that nobody ran for before it, back to first_due, are settled with it.
    due BIGINT NOT NULL,
    first_due BIGINT NOT NULL,
    slots BIGINT NOT NULL,
    origin TEXT NOT NULL,
    asked_by TEXT,
    status TEXT NOT NULL,
    -- Who writes for a run must name the attempt that is at work: an older one has lost it.
    attempt INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    holder TEXT,
    beat BIGINT NOT NULL,
    heartbeat_at BIGINT,
    lease_until BIGINT,
    retry_at BIGINT,
    cancelled_by TEXT,
    progress SMALLINT NOT NULL,
    stage TEXT,
    result TEXT,
    error TEXT,
    started_at BIGINT,
    finished_at BIGINT
);
CREATE UNIQUE INDEX job_runs_claim ON job_runs (job_id, due);
CREATE UNIQUE INDEX job_runs_at_work ON job_runs (job_id) WHERE status = 'running';
CREATE INDEX job_runs_status ON job_runs (status, job_id);
CREATE INDEX job_runs_open ON job_runs (retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX job_runs_finished ON job_runs (finished_at);

CREATE TABLE job_log (
    run_id BIGINT NOT NULL REFERENCES job_runs (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    at BIGINT NOT NULL,
    attempt INTEGER NOT NULL,
    says TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
);
INSERT INTO sequences (name, next) VALUES ('jobs', 1), ('job_runs', 1);
