-- Times are milliseconds since 1970, UTC. Secrets are kept only as the hex of their SHA-256.
CREATE TABLE reviewers (
    name TEXT NOT NULL PRIMARY KEY,
    added_at INTEGER NOT NULL
);

CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    reviewer TEXT NOT NULL REFERENCES reviewers (name),
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'program')),
    label TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    added_at INTEGER NOT NULL,
    last_seen_at INTEGER,
    revoked_at INTEGER
);

CREATE INDEX devices_of_reviewer ON devices (reviewer);

CREATE TABLE pairing_links (
    code_hash TEXT NOT NULL PRIMARY KEY,
    reviewer TEXT NOT NULL REFERENCES reviewers (name),
    added_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);
