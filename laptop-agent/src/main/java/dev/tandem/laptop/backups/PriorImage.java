package dev.tandem.laptop.backups;

import dev.tandem.cli.error.UserError;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.act.InOneGo;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.UserTable;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a row changed, as it was before it. Written back like any program's change, with a version of its own:
 * what a merge did is taken back without turning back any clock.
 *
 * @param key which row
 * @param values the columns; those that show a verdict are left out
 */
record PriorImage(RowKey key, Columns values) {

    /** What {@code backups restore --url --before --json} answers. */
    record Answer(boolean restored, String table, List<Object> key, Map<String, @Nullable Object> values) {}

    Answer answer(boolean restored) {
        return new Answer(restored, key.table(), key.values(), values.asMap());
    }

    /**
     * Finds it.
     *
     * @param beginning of the version's id
     */
    static PriorImage find(LaptopFile laptop, String url, String beginning) {
        return laptop.file().read("read", sql -> find(sql, url, beginning.strip()));
    }

    private static PriorImage find(Sql sql, String url, String beginning) throws SQLException {
        List<RowKey> keys = new ArrayList<>(List.of(RowKey.product(url)));
        for (ReviewType type : ReviewType.values()) {
            keys.add(RowKey.queued(url, type.text()));
        }
        List<PriorImage> found = new ArrayList<>();
        for (RowKey key : keys) {
            for (History.Entry entry : new History(sql).about(key.id())) {
                if (entry.version().eventId().toString().startsWith(beginning)) {
                    found.add(new PriorImage(key, content(sql, key, entry.before())));
                }
            }
        }
        found.removeIf(image -> image.values().isEmpty());
        if (found.size() == 1 && !beginning.isEmpty()) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw UserError.failed(
                    found.size() + " versions of " + url + " begin with " + beginning + ".",
                    "Give more letters of the id.");
        }
        boolean verdict = false;
        for (ReviewType type : ReviewType.values()) {
            verdict |= new History(sql)
                    .about(VerdictRegister.id(url, type)).stream()
                            .anyMatch(e -> e.version().eventId().toString().startsWith(beginning));
        }
        throw UserError.failed(
                "No values before a version " + beginning + " of " + url + " are known.",
                verdict
                        ? "That is a verdict. To take it back: ./tandem undo, or decide again on the phone."
                        : "Versions that show what they changed: ./tandem history URL");
    }

    private static Columns content(Sql sql, RowKey key, Columns before) throws SQLException {
        Optional<UserTable> table = Rows.of(sql).table(SyncTable.named(key.table()));
        return table.map(t -> before.only(t.shape().content())
                        .without(t.shape().table().verdict()))
                .orElse(Columns.NONE);
    }

    /** Writes the values into the user's row, where triggers and capture find them as a change of the owner's. */
    void write(LaptopFile laptop) {
        InOneGo.act(laptop.file(), laptop.context(), "put back a row in", sql -> {
            UserTable table = Rows.of(sql).table(SyncTable.named(key.table())).orElseThrow();
            if (table.read(key).isPresent()) {
                table.update(key, values);
            } else {
                table.insert(key, values);
            }
            return new Capture(laptop.file(), laptop.context()).within(sql);
        });
    }
}
