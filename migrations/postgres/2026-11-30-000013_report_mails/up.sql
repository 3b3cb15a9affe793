-- Letters, and for each address what became of them. A letter is kept with what it says until nobody waits for it any more:
-- every attempt sends the same. Its key names the occasion, so that nobody is written to twice about one.
CREATE TABLE letters (
    id BIGINT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    -- The schedule that asked for it, which may be gone by now.
    schedule_id BIGINT,
    subject TEXT NOT NULL,
    plain TEXT NOT NULL,
    html TEXT NOT NULL,
    stop_at TEXT,
    file_name TEXT,
    file_kind TEXT,
    file BYTEA,
    queued_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX letters_key ON letters (key);
CREATE INDEX letters_schedule ON letters (schedule_id, id);

CREATE TABLE deliveries (
    id BIGINT NOT NULL PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letters (id),
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    -- Whoever tries it has it until then; who dies meanwhile lets go of it by that.
    leased_until BIGINT,
    answer TEXT,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX deliveries_once ON deliveries (letter_id, address);
CREATE INDEX deliveries_due ON deliveries (state, next_at, id);
INSERT INTO sequences (name, next) VALUES ('letters', 1), ('deliveries', 1);
