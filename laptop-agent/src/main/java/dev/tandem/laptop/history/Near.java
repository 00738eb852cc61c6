package dev.tandem.laptop.history;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Products that somebody may have meant: those beside it in the order of the urls, or with the words in their title. */
final class Near {
    private static final int MOST = 5;

    private Near() {}

    static List<String> to(Sql sql, String given) throws SQLException {
        Set<String> near = new LinkedHashSet<>();
        Optional<TableShape> products = TableShape.read(sql, SyncTable.PRODUCTS);
        if (products.isPresent()) {
            if (given.contains("://")) {
                near.addAll(beside(sql, "products", "url", given));
            } else if (products.get().content().contains("title")) {
                near.addAll(titled(sql, given));
            }
        }
        if (given.contains("://")
                && TableShape.read(sql, SyncTable.ASSESSMENT_QUEUE).isPresent()) {
            near.addAll(beside(sql, "assessment_queue", "product_url", given));
        }
        return near.stream().limit(MOST).toList();
    }

    private static List<String> beside(Sql sql, String table, String column, String given) throws SQLException {
        String from = " FROM " + Sql.quote(table) + " WHERE " + Sql.quote(column);
        String select = "SELECT " + Sql.quote(column) + from;
        String order = " ORDER BY " + Sql.quote(column);
        List<String> all = new ArrayList<>();
        all.addAll(sql.all(select + " >= ?" + order + " LIMIT 3", row -> row.getString(1), given));
        all.addAll(sql.all(select + " < ?" + order + " DESC LIMIT 3", row -> row.getString(1), given));
        int shop = given.indexOf('/', given.indexOf("://") + 3);
        all.removeIf(url -> common(url, given) <= shop);
        all.sort((a, b) -> Integer.compare(common(b, given), common(a, given)));
        return all;
    }

    private static List<String> titled(Sql sql, String words) throws SQLException {
        String pattern = "%" + words.strip().replaceAll("[%_\\\\]", "\\\\$0") + "%";
        return sql.all(
                "SELECT url FROM products WHERE title LIKE ? ESCAPE '\\' AND url IS NOT NULL ORDER BY url LIMIT 5",
                row -> row.getString(1),
                pattern);
    }

    private static int common(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
