package dev.tandem.schema.row;

import dev.tandem.schema.version.Version;
import org.jspecify.annotations.Nullable;

/** One column's value and the version that wrote it. */
public record Cell(@Nullable Object value, Version version) {
    /** The cell with the greater version; the first where they are equal. */
    Cell orNewer(Cell other) {
        return other.version.isAfter(version) ? other : this;
    }
}
