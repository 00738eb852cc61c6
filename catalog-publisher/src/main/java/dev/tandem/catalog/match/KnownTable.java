package dev.tandem.catalog.match;

import dev.tandem.stream.file.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table in which products are known, and which of its columns tell what they are recognized by. */
enum KnownTable {
    PRODUCTS("products", "url", "product_code,title,brand,price,image_urls"),
    QUEUE("assessment_queue", "product_url", "product_data"),
    CATALOG("catalog_products", "catalog_url", "product_code,title,brand,price,image_urls");

    private final String table;
    private final String url;
    private final String columns;

    KnownTable(String table, String url, String columns) {
        this.table = table;
        this.url = url;
        this.columns = columns;
    }

    /** The column of the product's address. */
    String url() {
        return url;
    }

    /** The columns that the file's table has; none if it has not got the table. */
    Set<String> columnsIn(Sql sql) throws SQLException {
        return new HashSet<>(sql.all(
                "SELECT name FROM pragma_table_info(?)", row -> row.getString(1).toLowerCase(Locale.ROOT), table));
    }

    /** Whether the file has it. */
    boolean isIn(Sql sql) throws SQLException {
        return columnsIn(sql).contains(url);
    }

    /** Whether there is a row behind a row id. */
    String hasMore() {
        return "SELECT EXISTS (SELECT 1 FROM " + Sql.quote(table) + " WHERE rowid > ?)";
    }

    /** A page behind a row id: row id, address, retailer, then what it is recognized by, null where there is no column. */
    String select(Set<String> there) {
        String wanted = Stream.concat(Stream.of("retailer"), Stream.of(columns.split(",", -1)))
                .map(column -> there.contains(column) ? Sql.quote(column) : "NULL")
                .collect(Collectors.joining(", "));
        return "SELECT rowid, " + Sql.quote(url) + ", " + wanted + " FROM " + Sql.quote(table)
                + " WHERE rowid > ? ORDER BY rowid LIMIT ?";
    }

    /** What the product of a row is recognized by, if its retailer has this rule for codes. */
    Traits traits(ResultSet row, String address, Optional<Pattern> rule) throws SQLException {
        return this == QUEUE
                ? Traits.ofQueued(address, row.getString(4), rule)
                : Traits.ofRow(
                        address,
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        rule);
    }
}
