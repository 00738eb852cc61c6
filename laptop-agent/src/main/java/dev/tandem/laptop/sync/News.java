package dev.tandem.laptop.sync;

import dev.tandem.stream.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records that were made elsewhere, told by their header alone. */
public final class News {
    private News() {}

    /** Whether there is one among these. */
    public static boolean isAmong(List<ConsumerRecord<String, byte[]>> records, Node self) {
        byte[] own = ("/nodes/" + self.id()).getBytes(StandardCharsets.UTF_8);
        for (ConsumerRecord<String, byte[]> record : records) {
            Header source = record.headers().lastHeader("ce_source");
            if (source == null || !Arrays.equals(own, source.value())) {
                return true;
            }
        }
        return false;
    }
}
