package dev.tandem.schema.row;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Column names with values in SQLite's storage classes: {@link Long}, {@link Double}, {@link String}, {@code byte[]} or
 * null. Names are lower case, as SQLite does not tell cases apart. Values are carried as they are: a price may be
 * {@code 695}, {@code "$695"} or null.
 */
public final class Columns {
    /** No columns at all. */
    public static final Columns NONE = new Columns(Collections.emptySortedMap());

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final SortedMap<String, @Nullable Object> values;

    private Columns(SortedMap<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /** Copies the given columns; names become lower case, integers become {@link Long}. */
    public static Columns of(Map<String, ? extends @Nullable Object> values) {
        Builder builder = new Builder();
        values.forEach(builder::put);
        return builder.build();
    }

    /** A builder to add columns one by one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a column may travel under this name: a plain identifier that is none of Tandem's or SQLite's own. */
    public static boolean isCarriedName(String name) {
        return NAME.matcher(name).matches() && !name.startsWith("tandem_") && !name.startsWith("sqlite_");
    }

    /** The names, sorted. */
    public Collection<String> names() {
        return values.keySet();
    }

    /** The columns, sorted by name. */
    public SortedMap<String, @Nullable Object> asMap() {
        return values;
    }

    /** The value, or null where the column holds null or is not among these. */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** The value as text, or null where it is null or absent. */
    public @Nullable String text(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    /** Whether the column is among these, be it null. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether there are no columns. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Only the named columns. */
    public Columns only(Collection<String> names) {
        TreeMap<String, @Nullable Object> kept = new TreeMap<>(values);
        kept.keySet().retainAll(names);
        return new Columns(kept);
    }

    /** All but the named columns. */
    public Columns without(Collection<String> names) {
        TreeMap<String, @Nullable Object> kept = new TreeMap<>(values);
        names.forEach(kept::remove);
        return new Columns(kept);
    }

    /** These columns with the other's laid over them. */
    public Columns overlaidBy(Columns other) {
        TreeMap<String, @Nullable Object> merged = new TreeMap<>(values);
        merged.putAll(other.values);
        return new Columns(merged);
    }

    /** The columns that the other has not got or in which it holds something else, and those that only it has as null. */
    public Columns differingFrom(Columns other) {
        TreeMap<String, @Nullable Object> differing = new TreeMap<>();
        values.forEach((name, value) -> {
            if (!same(value, other.values.get(name))) {
                differing.put(name, value);
            }
        });
        other.values.forEach((name, value) -> {
            if (value != null && !values.containsKey(name)) {
                differing.put(name, null);
            }
        });
        return differing.isEmpty() ? NONE : new Columns(differing);
    }

    /** Whether a value equals another in storage class and content. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        return (a instanceof byte[] x && b instanceof byte[] y) ? Arrays.equals(x, y) : Objects.equals(a, b);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Columns other
                && values.keySet().equals(other.values.keySet())
                && values.entrySet().stream().allMatch(e -> same(e.getValue(), other.values.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(ContentHash.of(this));
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects columns; the last value of a name stands. */
    public static final class Builder {
        private final TreeMap<String, @Nullable Object> values = new TreeMap<>();

        private Builder() {}

        /** Adds a column. */
        public Builder put(String name, @Nullable Object value) {
            values.put(name.toLowerCase(Locale.ROOT), widened(value));
            return this;
        }

        /** The columns added so far. */
        public Columns build() {
            return new Columns(new TreeMap<>(values));
        }

        private static @Nullable Object widened(@Nullable Object value) {
            if (value == null || value instanceof Long || value instanceof Double || value instanceof String) {
                return value;
            }
            if (value instanceof byte[] bytes) {
                return bytes.clone();
            }
            if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (value instanceof Float f) {
                return f.doubleValue();
            }
            if (value instanceof Boolean b) {
                return b ? 1L : 0L;
            }
            throw new IllegalArgumentException("SQLite has no storage class for " + value.getClass());
        }
    }
}
