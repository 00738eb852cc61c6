package dev.tandem.catalog.match;

import dev.tandem.stream.file.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Whether an address is found in it without reading all of it. */
    boolean isByAddress(Sql sql) throws SQLException {
        return isIn(sql)
                && sql.number(
                                "SELECT EXISTS (SELECT 1 FROM pragma_index_list(?) AS list"
                                        + " JOIN pragma_index_info(list.name) AS part"
                                        + " WHERE NOT list.partial AND part.seqno = 0 AND lower(part.name) = ?)",
                                table,
                                url)
                        > 0;
    }

    /** Which addresses of a list, in JSON, it has. */
    String selectAddresses() {
        return "SELECT " + Sql.quote(url) + " FROM " + Sql.quote(table) + " WHERE " + Sql.quote(url)
                + " IN (SELECT value FROM json_each(?))";
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

    /** A row as it stands there; nothing is made of it while the file is read. */
    Row row(ResultSet row, String address) throws SQLException {
        int count = columns.split(",", -1).length;
        List<@Nullable String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(row.getString(4 + i));
        }
        return new Row(address, row.getString(3), values);
    }

    /** A row: its product's address, its retailer, and what tells what it is recognized by. */
    record Row(String url, @Nullable String retailer, List<@Nullable String> values) {}

    /** What the product of a row is recognized by, if its retailer has this rule for codes. */
    Traits traits(Row row, Optional<Pattern> rule) {
        List<@Nullable String> of = row.values();
        return this == QUEUE
                ? Traits.ofQueued(row.url(), of.get(0), rule)
                : Traits.ofRow(row.url(), of.get(0), of.get(1), of.get(2), of.get(3), of.get(4), rule);
    }
}
