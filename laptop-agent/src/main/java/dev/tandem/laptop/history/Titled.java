package dev.tandem.laptop.history;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A product that somebody may have meant by words of its title.
 *
 * @param title in its own row, else in its queue row
 */
record Titled(String url, @Nullable String title) {
    /** So many are looked up; who finds more has to say more. */
    static final int MOST = 20;

    private static final String LISTED = """
            SELECT url, title FROM products WHERE title LIKE ? ESCAPE '\\' AND url IS NOT NULL ORDER BY url LIMIT ?
            """;
    private static final String QUEUED = """
            SELECT url, title FROM (
              SELECT product_url AS url,
                     CASE WHEN json_valid(product_data) THEN json_extract(product_data, '$.title') END AS title
                FROM assessment_queue WHERE product_url IS NOT NULL)
             WHERE title LIKE ? ESCAPE '\\' ORDER BY url LIMIT ?
            """;

    /** Those with these words in their title, in this order, in the order of their urls. */
    static List<Titled> with(Sql sql, String words) throws SQLException {
        String pattern = "%" + words.strip().replaceAll("[%_\\\\]", "\\\\$0").replaceAll("\\s+", "%") + "%";
        Map<String, Titled> found = new TreeMap<>();
        collect(sql, QUEUED, SyncTable.ASSESSMENT_QUEUE, "product_data", pattern, found);
        collect(sql, LISTED, SyncTable.PRODUCTS, "title", pattern, found);
        return found.values().stream().limit(MOST).toList();
    }

    private static void collect(
            Sql sql, String query, SyncTable table, String column, String pattern, Map<String, Titled> found)
            throws SQLException {
        Optional<TableShape> shape = TableShape.read(sql, table);
        if (shape.isPresent() && shape.get().content().contains(column)) {
            sql.all(query, row -> new Titled(row.getString(1), row.getString(2)), pattern, MOST)
                    .forEach(one -> found.put(one.url(), one));
        }
    }
}
