-- Who may come in. Passwords are PHC strings; of tokens and codes only a digest is kept.
CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    -- The name in the agreement and of owners of leads; acts are logged under it, so no two have one.
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    role TEXT NOT NULL,
    team TEXT,
    -- Nobody can sign in with a password while there is none.
    password TEXT,
    password_changed_at BIGINT,
    -- The second factor: it counts once it was confirmed, and each step of its clock counts once.
    totp_secret TEXT,
    totp_confirmed_at BIGINT,
    totp_step BIGINT NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (email_key);
CREATE UNIQUE INDEX users_name ON users (name_key);
INSERT INTO sequences (name, next) VALUES ('users', 1);

CREATE TABLE sessions (
    id INTEGER NOT NULL PRIMARY KEY,
    token_digest TEXT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES users (id),
    -- The password was right, the second factor is still to come.
    pending BOOLEAN NOT NULL,
    agent TEXT,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sessions_token ON sessions (token_digest);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
INSERT INTO sequences (name, next) VALUES ('sessions', 1);

-- Codes that count once: the set-up code (of nobody yet), invitations, recovery codes.
CREATE TABLE one_time_codes (
    digest TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX one_time_codes_user ON one_time_codes (user_id, purpose);

-- Attempts that failed or are still under way, by what they are counted for; names and addresses are digests here.
CREATE TABLE attempts (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at BIGINT NOT NULL
);
CREATE INDEX attempts_last ON attempts (last_at);
