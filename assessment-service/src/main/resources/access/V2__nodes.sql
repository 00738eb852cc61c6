-- Laptops that compare themselves with the server: they read digests and counts, and nothing a reviewer may do.
CREATE TABLE nodes (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    node TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    added_at INTEGER NOT NULL,
    last_seen_at INTEGER,
    revoked_at INTEGER
);

CREATE TABLE node_links (
    code_hash TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);
