package dev.tandem.stream.tap;

import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.merge.Restoration;
import dev.tandem.stream.register.History;
import dev.tandem.stream.register.VerdictRegister;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the verdicts that were given to this server directly, by their ids or by the time at which they came. */
public final class GivenTaps {
    private final Sql sql;

    /** In this file. */
    public GivenTaps(Sql sql) {
        this.sql = sql;
    }

    /** Makes the indexes by which they are found; a laptop needs none. */
    public static void index(SyncedFile file) {
        file.write("index the verdicts in", sql -> {
            sql.script("""
                    CREATE INDEX IF NOT EXISTS tandem_history_verdict ON tandem_history (event) WHERE verdict IS NOT NULL
                    """);
            sql.script("""
                    CREATE INDEX IF NOT EXISTS tandem_history_verdict_at ON tandem_history (at) WHERE verdict IS NOT NULL
                    """);
            return true;
        });
    }

    /** The verdict that was given under that id. */
    public Optional<GivenTap> find(UUID id) throws SQLException {
        Optional<Row> found = sql.first("""
                        SELECT h.seq, h.event, v.product_url, v.review_type, h.verdict
                          FROM tandem_history h
                          JOIN tandem_tap t ON t.id = h.event
                          JOIN tandem_verdict v ON v.id = h.subject
                         WHERE h.event = ? AND h.verdict IS NOT NULL AND h.type = 'AssessmentRecorded'
                        """, Row::of, id.toString());
        return found.isEmpty() ? Optional.empty() : Optional.of(withFate(found.get()));
    }

    /**
     * The verdicts of a reviewer that came since then, the latest first.
     *
     * @param since microseconds UTC
     * @param before only what came before that place
     */
    public List<GivenTap> of(String reviewer, long since, long before, int most) throws SQLException {
        List<GivenTap> taps = new ArrayList<>();
        for (Row row : sql.all("""
                SELECT h.seq, h.event, v.product_url, v.review_type, h.verdict
                  FROM tandem_history h
                  JOIN tandem_tap t ON t.id = h.event
                  JOIN tandem_verdict v ON v.id = h.subject
                 WHERE h.at >= ? AND h.verdict IS NOT NULL AND h.type = 'AssessmentRecorded'
                   AND json_extract(h.verdict, '$.reviewer') = ? AND h.seq < ?
                 ORDER BY h.seq DESC LIMIT ?
                """, Row::of, since, reviewer, before, most)) {
            taps.add(withFate(row));
        }
        return taps;
    }

    private record Row(long place, UUID id, String productUrl, ReviewType type, String verdict) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong(1),
                    UUID.fromString(row.getString(2)),
                    row.getString(3),
                    ReviewType.of(row.getString(4)).orElseThrow(),
                    row.getString(5));
        }
    }

    private GivenTap withFate(Row row) throws SQLException {
        List<History.Entry> history = new History(sql).about(VerdictRegister.id(row.productUrl(), row.type()));
        return new GivenTap(
                row.place(),
                row.id(),
                row.productUrl(),
                VerdictJson.read(row.type(), row.verdict()),
                Restoration.fateOf(row.id(), history, row.type()));
    }
}
