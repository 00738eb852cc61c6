package dev.tandem.laptop.verify;

import dev.tandem.laptop.Database;
import dev.tandem.schema.row.RowKey;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import java.util.List;

/** Lets Tandem believe that what the products hold now is what was carried under their versions. */
record Corruption(Database database) {
    void seal() {
        List<String> urls = database.query("SELECT url FROM products");
        try (SyncedFile file = SyncedFile.open(database.path())) {
            file.write("corrupt", sql -> {
                Rows rows = Rows.of(sql);
                for (String url : urls) {
                    RowState state = rows.states().read(RowKey.product(url));
                    var verdict = rows.verdictOf(state.key());
                    var row = rows.read(state.key()).orElseThrow();
                    rows.states()
                            .write(
                                    state,
                                    state.showing(state.content(
                                            row, verdict.shownIn(state.table()).names())));
                }
                return true;
            });
        }
    }
}
