package dev.tandem.laptop.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.TableShape;
import dev.tandem.stream.file.UserTable;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a product is called, wherever that is known. */
public final class Titles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Titles() {}

    /** The title in the product's row, else in its queue row. */
    public static Optional<String> of(Sql sql, String url) throws SQLException {
        Optional<String> title = column(sql, SyncTable.PRODUCTS, RowKey.product(url), "title");
        for (ReviewType type : ReviewType.values()) {
            if (title.isEmpty()) {
                title = column(sql, SyncTable.ASSESSMENT_QUEUE, RowKey.queued(url, type.text()), "product_data")
                        .map(Titles::inData);
            }
        }
        return title;
    }

    private static Optional<String> column(Sql sql, SyncTable table, RowKey key, String column) throws SQLException {
        Optional<TableShape> shape = TableShape.read(sql, table);
        if (shape.isEmpty() || !shape.get().content().contains(column)) {
            return Optional.empty();
        }
        Optional<Columns> row = new UserTable(sql, shape.get()).read(key);
        return row.map(r -> r.text(column)).filter(text -> !text.isBlank());
    }

    private static @Nullable String inData(String productData) {
        try {
            return JSON.readTree(productData).path("title").textValue();
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
