package dev.tandem.inspector.topics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the broker says of a topic. Of one that does not exist only the name is known; what the operator may not see is
 * null, too.
 *
 * @param records the distance from the first offset to the last; compaction may have taken some in between
 * @param bytes on the disks of all replicas
 * @param cleanup {@code compact} or {@code delete}
 * @param retentionMs how long records are kept at least: before they are deleted, or before compaction may take them;
 *     −1 is for ever
 * @param newestAt when the newest record was appended; null where there is none
 */
record TopicState(
        String name,
        boolean exists,
        @Nullable Integer partitions,
        @Nullable Integer replicas,
        @Nullable Long records,
        @Nullable Long bytes,
        @Nullable String cleanup,
        @Nullable Long retentionMs,
        @Nullable Instant newestAt,
        @Nullable Long newestAgeSeconds) {
    static TopicState absent(String name) {
        return new TopicState(name, false, null, null, null, null, null, null, null, null);
    }
}
