package dev.tandem.stream.verify;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.Facet;
import dev.tandem.schema.row.RowKey;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.register.RowState;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.register.VerdictState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row or a register that is not the same on both nodes.
 *
 * @param table the table; {@link Buckets#VERDICTS} for a verdict
 * @param key the row's key; of a verdict the url and the review type
 * @param what how they differ
 * @param columns the columns that hold something else, of rows that both nodes show
 * @param newer which side has the newer version
 * @param here the newest version here; null where nothing is known of it
 * @param there the newest version there
 */
public record Difference(
        String table,
        List<String> key,
        What what,
        List<String> columns,
        Newer newer,
        @Nullable Version here,
        @Nullable Version there) {

    /** How a row or a verdict differs. */
    public enum What {
        /** It is shown, or decided, on this node alone. */
        ONLY_HERE,
        /** It is shown, or decided, on the other node alone. */
        ONLY_THERE,
        /** Both have it, under different versions. */
        VERSION,
        /** Both have it under one version, and it is not the same. */
        CONTENT
    }

    /** Which side knows the newer. */
    public enum Newer {
        /** This node. */
        HERE,
        /** The other node. */
        THERE,
        /** Both know the same version. */
        NEITHER
    }

    /** The event that the newer side has; empty where both know the same. */
    public Optional<UUID> newest() {
        Version version = newer == Newer.HERE ? here : there;
        return newer == Newer.NEITHER || version == null ? Optional.empty() : Optional.of(version.eventId());
    }

    /** How a row or register of this file differs from what the other node says of it. */
    static Difference of(Rows rows, NodeContext context, Theirs theirs) throws SQLException {
        List<Envelope> mine = Standing.of(rows, context, theirs.table(), theirs.id());
        Version here =
                mine.stream().map(Theirs::version).max(Version::compareTo).orElse(null);
        if (theirs.table().equals(Buckets.VERDICTS)) {
            return ofVerdict(rows, theirs, here);
        }
        RowKey key = rows.states()
                .key(theirs.table(), theirs.id())
                .or(theirs::key)
                .orElse(RowKey.origin(theirs.table(), "", ""));
        RowState state = rows.states().read(key);
        boolean counts = state.shown() && state.version() != null;
        Optional<Facet> facet = Standing.facet(rows, state);
        Version there = theirs.newest();
        if (counts && theirs.counts() && facet.isPresent() && theirs.facet().isPresent()) {
            Facet other = theirs.facet().get();
            boolean same = other.version().equals(facet.get().version());
            return new Difference(
                    theirs.table(),
                    key.texts(),
                    same ? What.CONTENT : What.VERSION,
                    columns(facet.get().columns(), other.columns()),
                    newer(facet.get().version(), other.version()),
                    facet.get().version(),
                    other.version());
        }
        What what = counts && !theirs.counts() ? What.ONLY_HERE : What.ONLY_THERE;
        return new Difference(theirs.table(), key.texts(), what, List.of(), newer(here, there), here, there);
    }

    private static Difference ofVerdict(Rows rows, Theirs theirs, @Nullable Version here) throws SQLException {
        Optional<VerdictState> state =
                rows.verdicts().between(theirs.id(), theirs.id()).stream().findFirst();
        Version there = theirs.newest();
        List<String> key = state.map(s -> List.of(s.productUrl(), s.reviewType().text()))
                .or(() -> theirs.assessment().map(Mending::register))
                .orElse(List.of());
        What what = What.VERSION;
        if (here == null || there == null) {
            what = there == null ? What.ONLY_HERE : What.ONLY_THERE;
        } else if (here.equals(there)) {
            what = What.CONTENT;
        }
        return new Difference(theirs.table(), key, what, List.of(), newer(here, there), here, there);
    }

    private static List<String> columns(Columns mine, Columns other) {
        TreeSet<String> names = new TreeSet<>(mine.differingFrom(other).names());
        names.addAll(other.differingFrom(mine).names());
        return List.copyOf(names);
    }

    private static Newer newer(@Nullable Version here, @Nullable Version there) {
        if (here == null || there == null) {
            return there == null ? Newer.HERE : Newer.THERE;
        }
        int order = here.compareTo(there);
        return order == 0 ? Newer.NEITHER : order > 0 ? Newer.HERE : Newer.THERE;
    }
}
