package dev.tandem.schema.row;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a row on every node: its table and the values of its key columns, or, in a table without a key, the node on
 * which it was first seen and the id that it got there. Surrogate ids are local and no part of it.
 *
 * <p>Values keep their storage class, so that they can be inserted elsewhere as they are; two keys are the same if they
 * read the same, because one database may hold as a number what another holds as text.
 *
 * @param table the table's name
 * @param columns the key columns' names, in the order of {@link SyncTable#key()}; empty where the origin identifies
 * @param values their values, {@link Long}, {@link Double} or {@link String}; of an origin its node and id
 */
public record RowKey(String table, List<String> columns, List<Object> values) {
    /** Copies names and values; a real without a fraction becomes an integer, as SQLite compares them. */
    public RowKey {
        columns = List.copyOf(columns);
        List<Object> canonical = new ArrayList<>(values.size());
        for (Object value : values) {
            canonical.add(canonical(value));
        }
        values = List.copyOf(canonical);
    }

    /** The key of a product. */
    public static RowKey product(String url) {
        return SyncTable.PRODUCTS.keyOf(List.of(url));
    }

    /** The key of a row in the review queue. */
    public static RowKey queued(String productUrl, String reviewType) {
        return SyncTable.ASSESSMENT_QUEUE.keyOf(List.of(productUrl, reviewType));
    }

    /** The key of a row in a table without a key. */
    public static RowKey origin(String table, String node, String id) {
        return new RowKey(table, List.of(), List.of(node, id));
    }

    /** Whether the row is identified by where it came from, and not by its columns. */
    public boolean isOrigin() {
        return columns.isEmpty();
    }

    /** A value as text. */
    public String text(int index) {
        return values.get(index).toString();
    }

    /** The values as text. */
    public List<String> texts() {
        return values.stream().map(Object::toString).toList();
    }

    /** The key columns with their values. */
    public Columns named() {
        Columns.Builder named = Columns.builder();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), values.get(i));
        }
        return named.build();
    }

    /** 64 bits that stand for this key in Tandem's own tables. */
    public long id() {
        List<String> all = new ArrayList<>(values.size() + 1);
        all.add(table);
        values.forEach(value -> all.add(value.toString()));
        return ContentHash.of(all);
    }

    /** Whether a value may be part of a key. */
    public static boolean isKeyValue(@Nullable Object value) {
        return value instanceof String || value instanceof Number;
    }

    private static Object canonical(Object value) {
        if (value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15) {
            return real.longValue();
        }
        if (value instanceof Integer integer) {
            return integer.longValue();
        }
        if (!isKeyValue(value)) {
            throw new IllegalArgumentException("a key holds no " + value.getClass());
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof RowKey other
                && table.equals(other.table)
                && columns.equals(other.columns)
                && readsLike(other.values);
    }

    private boolean readsLike(List<Object> others) {
        boolean alike = values.size() == others.size();
        for (int i = 0; alike && i < values.size(); i++) {
            alike = values.get(i).toString().equals(others.get(i).toString());
        }
        return alike;
    }

    @Override
    public int hashCode() {
        int hash = table.hashCode();
        for (Object value : values) {
            hash = 31 * hash + value.toString().hashCode();
        }
        return hash;
    }
}
