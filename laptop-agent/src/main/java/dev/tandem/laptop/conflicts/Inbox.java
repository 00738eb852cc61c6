package dev.tandem.laptop.conflicts;

import dev.tandem.cli.error.UserError;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.file.Sql;
import java.sql.SQLException;
import java.util.List;

/** The conflicts of a file, found by the beginning of their ids. */
final class Inbox {
    private static final int SHORTEST = 8;
    private static final int FULL = 36;

    private Inbox() {}

    /**
     * The one conflict whose id begins so.
     *
     * @throws UserError if there is none, or more than one
     */
    static Conflict find(Sql sql, String beginning) throws SQLException {
        List<Conflict> found = new Conflicts(sql)
                .all().stream()
                        .filter(conflict -> conflict.id().startsWith(beginning.strip()))
                        .toList();
        if (found.isEmpty() || beginning.isBlank()) {
            throw UserError.failed("There is no conflict " + beginning + ".", "See them: ./tandem conflicts list");
        }
        if (found.size() > 1) {
            throw UserError.failed(
                    found.size() + " conflicts begin with " + beginning + ".", "Give more letters of the id.");
        }
        return found.get(0);
    }

    /** How many letters of these ids tell them apart. */
    static int letters(List<Seen> all) {
        int letters = SHORTEST;
        while (letters < FULL && distinct(all, letters) < all.size()) {
            letters++;
        }
        return letters;
    }

    private static long distinct(List<Seen> all, int letters) {
        return all.stream()
                .map(seen -> seen.id().substring(0, letters))
                .distinct()
                .count();
    }
}
