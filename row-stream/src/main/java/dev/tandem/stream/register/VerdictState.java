package dev.tandem.stream.register;

import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.verdict.Projection;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import org.jspecify.annotations.Nullable;

/**
 * The register of a (url, review type).
 *
 * @param productUrl which product
 * @param reviewType which review
 * @param version of what stands; null while nobody has decided
 * @param basedOn the version that its writer saw
 * @param node the node on which it was given
 * @param verdict what stands; null while nobody has decided, or where it was taken back
 */
public record VerdictState(
        String productUrl,
        ReviewType reviewType,
        @Nullable Version version,
        @Nullable Version basedOn,
        String node,
        @Nullable Verdict verdict) {

    /** A register in which nobody has decided anything. */
    public static VerdictState undecided(String productUrl, ReviewType reviewType) {
        return new VerdictState(productUrl, reviewType, null, null, "", null);
    }

    /** The columns that the verdict sets in that table; none while there is no verdict. */
    public Columns shownIn(SyncTable table) {
        boolean shows = table.equals(SyncTable.ASSESSMENT_QUEUE) || reviewType == ReviewType.MODESTY;
        return verdict != null && shows ? Projection.of(table, verdict) : Columns.NONE;
    }

    /** What has to be the same on every node, of the register of that id. */
    public long digest(long id) {
        Version its = version;
        return its == null ? Digest.NONE : Digest.ofVerdict(id, its, verdict);
    }

    /** The version with which the verdict makes its row visible; null while there is none. */
    public @Nullable Version visibility() {
        return verdict == null ? null : version;
    }
}
