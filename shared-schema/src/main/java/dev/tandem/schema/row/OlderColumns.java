package dev.tandem.schema.row;

import dev.tandem.schema.version.Version;

/** Columns of a facet that its last writer did not carry: they keep their value and the version they had. */
public record OlderColumns(Version version, Columns columns) {}
