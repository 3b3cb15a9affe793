-- Times are BIGINT milliseconds since 1970 UTC: exact, the same in both databases, and four times faster to read
-- than text. Points are whole hundredths. JSON is text. Ids come from `sequences`, so that they are the same after
-- an interrupted import as after an undisturbed one.

CREATE TABLE sequences (
    name TEXT NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL
);
INSERT INTO sequences (name, next) VALUES
    ('accounts', 1), ('contacts', 1), ('relationships', 1), ('unresolved_references', 1), ('activity_kinds', 1),
    ('models', 1), ('model_versions', 1), ('leads', 1), ('imports', 1), ('adjustments', 1);

CREATE TABLE accounts (
    id BIGINT NOT NULL PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    industry TEXT,
    country TEXT,
    employees BIGINT,
    owner TEXT,
    attributes TEXT NOT NULL,
    created_at BIGINT,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_key ON accounts (key);
CREATE INDEX accounts_name ON accounts (name_folded, id);
CREATE INDEX accounts_industry ON accounts (industry);
CREATE INDEX accounts_country ON accounts (country);
CREATE INDEX accounts_owner ON accounts (owner);
CREATE INDEX accounts_employees ON accounts (employees);

-- What was known before a change: these attributes held until (excluding) known_until.
CREATE TABLE account_history (
    account_id BIGINT NOT NULL,
    known_until BIGINT NOT NULL,
    attributes TEXT NOT NULL,
    PRIMARY KEY (account_id, known_until)
);

CREATE TABLE contacts (
    id BIGINT NOT NULL PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL,
    email_folded TEXT COLLATE "C",
    name TEXT NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    last_name_folded TEXT COLLATE "C",
    title TEXT,
    account_id BIGINT,
    role SMALLINT NOT NULL,
    attributes TEXT NOT NULL,
    created_at BIGINT,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX contacts_key ON contacts (key);
CREATE INDEX contacts_email ON contacts (email_folded);
CREATE INDEX contacts_name ON contacts (name_folded, id);
CREATE INDEX contacts_last_name ON contacts (last_name_folded, id);
CREATE INDEX contacts_account ON contacts (account_id);

CREATE TABLE contact_history (
    contact_id BIGINT NOT NULL,
    known_until BIGINT NOT NULL,
    attributes TEXT NOT NULL,
    PRIMARY KEY (contact_id, known_until)
);

CREATE TABLE attributes (
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (subject, name)
);

-- valid_from and valid_to hold the ends of time where there is no date.
CREATE TABLE relationships (
    id BIGINT NOT NULL,
    kind SMALLINT NOT NULL,
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    role SMALLINT NOT NULL,
    weight DOUBLE PRECISION,
    share DOUBLE PRECISION,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL,
    PRIMARY KEY (kind, from_id, to_id, valid_from)
);
CREATE UNIQUE INDEX relationships_id ON relationships (id);
CREATE INDEX relationships_to ON relationships (kind, to_id, from_id);

-- A reference by key or name to something that is not here (yet).
CREATE TABLE unresolved_references (
    id BIGINT NOT NULL PRIMARY KEY,
    import_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    kind SMALLINT NOT NULL,
    from_id BIGINT NOT NULL,
    to_key TEXT COLLATE "C" NOT NULL,
    role SMALLINT NOT NULL,
    share DOUBLE PRECISION
);
CREATE UNIQUE INDEX unresolved_references_edge ON unresolved_references (kind, from_id, to_key);
CREATE INDEX unresolved_references_key ON unresolved_references (to_key);

CREATE TABLE activity_kinds (
    id BIGINT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    activity TEXT NOT NULL,
    content_type TEXT,
    content TEXT,
    campaign TEXT,
    channel TEXT
);
CREATE UNIQUE INDEX activity_kinds_digest ON activity_kinds (digest);

-- Clustered by contact, so that rescoring reads in one sweep. source_key is a 63-bit hash of the source's own id, or 0.
CREATE TABLE activities (
    contact_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind_id BIGINT NOT NULL,
    source_key BIGINT NOT NULL,
    PRIMARY KEY (contact_id, at, kind_id, source_key)
);
CREATE UNIQUE INDEX activities_source ON activities (source_key) WHERE source_key <> 0;

CREATE TABLE models (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    is_primary BOOLEAN NOT NULL,
    version_id BIGINT NOT NULL,
    scored_as_of BIGINT
);
CREATE UNIQUE INDEX models_name ON models (name);

CREATE TABLE model_versions (
    id BIGINT NOT NULL PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES models (id),
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    published_by TEXT NOT NULL
);
CREATE UNIQUE INDEX model_versions_number ON model_versions (model_id, number);

-- sort_key orders by rating, then rank (best first), as one ascending number.
CREATE TABLE contact_scores (
    model_id BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    version_id BIGINT NOT NULL,
    as_of BIGINT NOT NULL,
    fit INTEGER NOT NULL,
    engagement INTEGER NOT NULL,
    rating SMALLINT NOT NULL,
    rank INTEGER NOT NULL,
    completeness SMALLINT NOT NULL,
    knocked_out BOOLEAN NOT NULL,
    recent INTEGER NOT NULL,
    baseline INTEGER NOT NULL,
    last_activity_at BIGINT,
    sort_key INTEGER NOT NULL,
    PRIMARY KEY (model_id, contact_id)
);
CREATE INDEX contact_scores_sort ON contact_scores (model_id, sort_key, contact_id);

-- surge_key and change_key order best first as ascending numbers.
CREATE TABLE account_scores (
    model_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    version_id BIGINT NOT NULL,
    as_of BIGINT NOT NULL,
    fit INTEGER NOT NULL,
    engagement INTEGER NOT NULL,
    rating SMALLINT NOT NULL,
    coverage INTEGER NOT NULL,
    people INTEGER NOT NULL,
    engaged INTEGER NOT NULL,
    mqa BOOLEAN NOT NULL,
    recent INTEGER NOT NULL,
    baseline INTEGER NOT NULL,
    surge_p DOUBLE PRECISION,
    change INTEGER,
    sort_key INTEGER NOT NULL,
    surge_key INTEGER NOT NULL,
    change_key INTEGER NOT NULL,
    PRIMARY KEY (model_id, account_id)
);
CREATE INDEX account_scores_sort ON account_scores (model_id, sort_key, account_id);
CREATE INDEX account_scores_surge ON account_scores (model_id, surge_key, account_id);
CREATE INDEX account_scores_change ON account_scores (model_id, change_key, account_id);

-- One row a day, only when something changed. day is days since 1970-01-01 UTC.
CREATE TABLE account_snapshots (
    model_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    day INTEGER NOT NULL,
    version_id BIGINT NOT NULL,
    fit INTEGER NOT NULL,
    engagement INTEGER NOT NULL,
    rating SMALLINT NOT NULL,
    coverage INTEGER NOT NULL,
    mqa BOOLEAN NOT NULL,
    PRIMARY KEY (model_id, account_id, day)
);

-- How many contacts stand in each cell; kept with the scores, checked by doctor.
CREATE TABLE rating_counts (
    model_id BIGINT NOT NULL,
    rating SMALLINT NOT NULL,
    contacts BIGINT NOT NULL,
    PRIMARY KEY (model_id, rating)
);

-- Points that a sales person added or took, until they expire.
CREATE TABLE adjustments (
    id BIGINT NOT NULL PRIMARY KEY,
    contact_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    points INTEGER NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL
);
CREATE INDEX adjustments_contact ON adjustments (contact_id);

-- The projection of lead_transitions: it can be rebuilt from them.
CREATE TABLE leads (
    id BIGINT NOT NULL PRIMARY KEY,
    key TEXT COLLATE "C",
    contact_id BIGINT NOT NULL,
    model_id BIGINT NOT NULL,
    stage SMALLINT NOT NULL,
    stage_at BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    mql_at BIGINT,
    sal_at BIGINT,
    sql_at BIGINT,
    opportunity_at BIGINT,
    won_at BIGINT,
    lost_at BIGINT,
    rejected_at BIGINT,
    recycled_at BIGINT,
    disqualified_at BIGINT,
    rating SMALLINT,
    version_id BIGINT,
    owner TEXT,
    source TEXT,
    campaign TEXT,
    reason TEXT,
    amount BIGINT,
    currency TEXT,
    due_at BIGINT
);
CREATE UNIQUE INDEX leads_key ON leads (key) WHERE key IS NOT NULL;
CREATE INDEX leads_contact ON leads (contact_id, model_id, stage);
CREATE INDEX leads_mql ON leads (model_id, mql_at, id);
-- Holds all that a funnel by period counts, so that the wide rows are not read.
CREATE INDEX leads_funnel ON leads (mql_at, model_id, sal_at, sql_at, opportunity_at, won_at, lost_at, rejected_at, recycled_at, disqualified_at);
CREATE INDEX leads_stage ON leads (model_id, stage, stage_at, id);

-- Append-only: the triggers below refuse everything else.
CREATE TABLE lead_transitions (
    lead_id BIGINT NOT NULL,
    seq INTEGER NOT NULL,
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    from_stage SMALLINT,
    to_stage SMALLINT NOT NULL,
    event TEXT NOT NULL,
    who TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    rating SMALLINT,
    version_id BIGINT,
    implied BOOLEAN NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (lead_id, seq)
);
CREATE FUNCTION refuse_change_of_lead_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the lead log is append-only';
END;
$$;
CREATE TRIGGER lead_transitions_keep BEFORE DELETE OR UPDATE ON lead_transitions
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_lead_log();
CREATE TRIGGER lead_transitions_keep_all BEFORE TRUNCATE ON lead_transitions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_lead_log();

CREATE TABLE imports (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    digest TEXT NOT NULL,
    status TEXT NOT NULL,
    mapping TEXT NOT NULL,
    detected TEXT NOT NULL,
    notices TEXT NOT NULL,
    checkpoint TEXT,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    rows_read BIGINT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);
CREATE INDEX imports_digest ON imports (digest, kind);

CREATE TABLE import_rejects (
    import_id BIGINT NOT NULL REFERENCES imports (id),
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    column_name TEXT,
    value TEXT,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL,
    PRIMARY KEY (import_id, seq)
);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
