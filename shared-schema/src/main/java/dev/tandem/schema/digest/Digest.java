package dev.tandem.schema.digest;

import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Version;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits over all that must be equal on every node: of a row its table and key (through its id), the version of its
 * content and the content as it was carried; of a verdict its register, its version and itself.
 *
 * <p>A row that is not shown, or that nobody has listed, counts for nothing: what a node still keeps of a row that is gone
 * depends on what it happened to see, and whether a mere verdict makes a row depends on the columns of its table. Two nodes
 * that show the same rows under the same versions and hold the same verdicts are in step.
 *
 * <p>Digests are summed modulo 2^64, so that a change costs one subtraction and one addition, in any order. They find
 * what went wrong, not what somebody forged.
 */
public final class Digest {
    /** How many buckets a table's rows fall into. */
    public static final int BUCKETS = 256;

    /** What counts for nothing. No row and no verdict has this digest. */
    public static final long NONE = 0;

    private static final long ABSENT = 0x9e3779b97f4a7c15L;

    private Digest() {}

    /** The bucket of a row or register: the uppermost bits of its id. */
    public static int bucket(long id) {
        return (int) (id >>> 56);
    }

    /** The least id of a bucket, ids being ordered as signed numbers, as SQLite does. */
    public static long first(int bucket) {
        return (long) bucket << 56;
    }

    /** The greatest id of a bucket. */
    public static long last(int bucket) {
        return first(bucket) | 0x00ffffffffffffffL;
    }

    /** The digest of a row that is shown, from the hash of its content as it was carried. */
    public static long ofRow(long id, Version version, long content) {
        return some(add(versioned(id, version), content));
    }

    /** The digest of a register in which somebody has decided; a verdict that was taken back is null. */
    public static long ofVerdict(long id, Version version, @Nullable Verdict verdict) {
        long digest = versioned(id, version);
        if (verdict != null) {
            digest = add(digest, verdict.decision().text());
            digest = add(digest, verdict.clothingType());
            digest = add(digest, verdict.notes());
            digest = add(digest, verdict.reviewer());
            digest = add(digest, verdict.assessedAt());
            digest = add(digest, verdict.lifecycleStage());
            digest = add(digest, verdict.assessmentStatus());
            digest = add(digest, verdict.shopifyStatus());
        }
        return some(digest);
    }

    /** As it stands in answers and receipts. */
    public static String text(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }

    private static long versioned(long id, Version version) {
        long digest = add(add(ABSENT, id), version.clock());
        digest = add(digest, version.eventId().getMostSignificantBits());
        return add(digest, version.eventId().getLeastSignificantBits());
    }

    private static long add(long digest, @Nullable String text) {
        if (text == null) {
            return add(digest, ABSENT);
        }
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 0x100000001b3L + text.charAt(i);
        }
        return add(digest, hash);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014), which lets each bit move all others. */
    private static long add(long digest, long part) {
        long mixed = digest * 31 + part;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private static long some(long digest) {
        return digest == NONE ? 1 : digest;
    }
}
