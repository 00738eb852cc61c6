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
 * @param id 64 bits that stand for it
 * @param productUrl which product
 * @param reviewType which review
 * @param version of what stands; null while nobody has decided
 * @param basedOn the version that its writer saw
 * @param node the node on which it was given
 * @param verdict what stands; null while nobody has decided, or where it was taken back
 */
public record VerdictState(
        long id,
        String productUrl,
        ReviewType reviewType,
        @Nullable Version version,
        @Nullable Version basedOn,
        String node,
        @Nullable Verdict verdict) {

    /** A register whose id is not at hand. */
    public VerdictState(
            String productUrl,
            ReviewType reviewType,
            @Nullable Version version,
            @Nullable Version basedOn,
            String node,
            @Nullable Verdict verdict) {
        this(VerdictRegister.id(productUrl, reviewType), productUrl, reviewType, version, basedOn, node, verdict);
    }

    /** A register in which nobody has decided anything. */
    public static VerdictState undecided(String productUrl, ReviewType reviewType) {
        return undecided(VerdictRegister.id(productUrl, reviewType), productUrl, reviewType);
    }

    /** A register, known by its id, in which nobody has decided anything. */
    static VerdictState undecided(long id, String productUrl, ReviewType reviewType) {
        return new VerdictState(id, productUrl, reviewType, null, null, "", null);
    }

    /** The same register once this stands in it. */
    public VerdictState holding(Version its, @Nullable Version itsBasis, String itsNode, @Nullable Verdict itsVerdict) {
        return new VerdictState(id, productUrl, reviewType, its, itsBasis, itsNode, itsVerdict);
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

    /** Whether a row that showed that one's verdict is seen under this one's all the same. */
    public boolean isSeenLike(VerdictState stood) {
        Version its = visibility();
        Version before = stood.visibility();
        return its != null && (before == null || !before.isAfter(its));
    }

    /** The version with which the verdict makes its row visible; null while there is none. */
    public @Nullable Version visibility() {
        return verdict == null ? null : version;
    }
}
