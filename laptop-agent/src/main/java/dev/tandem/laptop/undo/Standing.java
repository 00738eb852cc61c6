package dev.tandem.laptop.undo;

import dev.tandem.schema.event.VerdictJson;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The verdicts of a reviewer that stand. */
final class Standing {
    private Standing() {}

    /** Those that were given within the period, in the order of their urls. */
    static List<VerdictState> of(Sql sql, String reviewer, Period period) throws SQLException {
        List<Register> registers = new ArrayList<>();
        sql.all(
                """
                SELECT product_url, review_type, verdict FROM tandem_verdict
                 WHERE json_extract(verdict, '$.reviewer') = ? ORDER BY product_url, review_type
                """,
                row -> {
                    ReviewType type = ReviewType.of(row.getString(2)).orElseThrow();
                    Verdict verdict = VerdictJson.read(type, row.getString(3));
                    return period.has(verdict.assessedAt()) && registers.add(new Register(row.getString(1), type));
                },
                reviewer);
        List<VerdictState> states = new ArrayList<>();
        VerdictRegister register = new VerdictRegister(sql);
        for (Register each : registers) {
            states.add(register.read(each.productUrl(), each.type()));
        }
        return states;
    }

    private record Register(String productUrl, ReviewType type) {}

    /** The names of all whose verdicts stand here. */
    static List<String> reviewers(Sql sql) throws SQLException {
        return sql.all("""
                SELECT DISTINCT json_extract(verdict, '$.reviewer') FROM tandem_verdict
                 WHERE json_extract(verdict, '$.reviewer') IS NOT NULL ORDER BY 1 LIMIT 20
                """, row -> row.getString(1));
    }

    /** Whether that version still stands in its register. */
    static boolean stands(Sql sql, VerdictState state, Version version) throws SQLException {
        return version.equals(new VerdictRegister(sql)
                .read(state.productUrl(), state.reviewType())
                .version());
    }
}
