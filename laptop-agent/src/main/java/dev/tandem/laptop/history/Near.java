package dev.tandem.laptop.history;

import dev.tandem.schema.row.SyncTable;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Products that somebody may have meant by a url: those beside it in the order of the urls. */
final class Near {
    private static final int MOST = 5;

    private Near() {}

    static List<String> to(Sql sql, String url) throws SQLException {
        Set<String> near = new LinkedHashSet<>();
        if (TableShape.read(sql, SyncTable.PRODUCTS).isPresent()) {
            near.addAll(beside(sql, "products", "url", url));
        }
        if (TableShape.read(sql, SyncTable.ASSESSMENT_QUEUE).isPresent()) {
            near.addAll(beside(sql, "assessment_queue", "product_url", url));
        }
        return near.stream().limit(MOST).toList();
    }

    /** Products whose url begins so, the first few. */
    static List<String> beginningWith(Sql sql, String beginning) throws SQLException {
        Set<String> all = new LinkedHashSet<>();
        if (TableShape.read(sql, SyncTable.PRODUCTS).isPresent()) {
            all.addAll(beginningWith(sql, "products", "url", beginning));
        }
        if (TableShape.read(sql, SyncTable.ASSESSMENT_QUEUE).isPresent()) {
            all.addAll(beginningWith(sql, "assessment_queue", "product_url", beginning));
        }
        return all.stream().limit(MOST).toList();
    }

    private static List<String> beginningWith(Sql sql, String table, String column, String beginning)
            throws SQLException {
        String name = Sql.quote(column);
        return sql.all(
                "SELECT DISTINCT " + name + " FROM " + Sql.quote(table) + " WHERE " + name + " >= ?1 AND " + name
                        + " < ?1 || char(0x10FFFF) AND substr(" + name + ", 1, length(?1)) = ?1 ORDER BY 1 LIMIT "
                        + MOST,
                row -> row.getString(1),
                beginning);
    }

    private static List<String> beside(Sql sql, String table, String column, String given) throws SQLException {
        String from = " FROM " + Sql.quote(table) + " WHERE " + Sql.quote(column);
        String select = "SELECT " + Sql.quote(column) + from;
        String order = " ORDER BY " + Sql.quote(column);
        List<String> all = new ArrayList<>();
        all.addAll(sql.all(select + " >= ?" + order + " LIMIT 3", row -> row.getString(1), given));
        all.addAll(sql.all(select + " < ?" + order + " DESC LIMIT 3", row -> row.getString(1), given));
        int shop = given.indexOf('/', given.indexOf("://") + 3);
        all.removeIf(url -> ShortUrls.common(url, given) <= shop);
        all.sort((a, b) -> Integer.compare(ShortUrls.common(b, given), ShortUrls.common(a, given)));
        return all;
    }
}
