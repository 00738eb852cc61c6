-- What the owner signs in with: it opens what neither a reviewer's device nor a laptop may do.
CREATE TABLE owner_devices (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('browser', 'program')),
    label TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    added_at INTEGER NOT NULL,
    last_seen_at INTEGER,
    revoked_at INTEGER
);

CREATE TABLE owner_links (
    code_hash TEXT NOT NULL PRIMARY KEY,
    added_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);
