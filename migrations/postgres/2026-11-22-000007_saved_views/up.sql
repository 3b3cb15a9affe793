-- A filter of a report that somebody keeps under a name. Names are unique within a report, whatever their case.
CREATE TABLE saved_views (
    id BIGINT NOT NULL PRIMARY KEY,
    report TEXT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_by TEXT,
    saved_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX saved_views_name ON saved_views (report, name_folded);
INSERT INTO sequences (name, next) VALUES ('saved_views', 1);
