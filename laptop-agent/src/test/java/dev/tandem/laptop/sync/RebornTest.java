package dev.tandem.laptop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.schema.event.OperationalEvent.SyncCompleted;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A sync that finds its file to be an old copy. */
class RebornTest extends SyncFixture {
    @Test
    void its_receipt_names_the_new_node_and_the_former_one() throws IOException {
        Database laptop = adopted("products.db");
        Path backup = folder.resolve("backup.db");
        try (Server server = server()) {
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            Files.copy(laptop.path(), backup);
            price(laptop, 60);
            verb(laptop, "sync", "--yes", "--json").json(0);
            String former = id(laptop);
            Files.copy(backup, laptop.path(), StandardCopyOption.REPLACE_EXISTING);
            price(laptop, 70);
            verb(laptop, "sync", "--yes", "--json").json(0);

            assertThat(id(laptop)).isNotEqualTo(former);
            ConsumerRecord<String, byte[]> last = lastReceipt();
            assertThat(last.key()).contains(id(laptop)).doesNotContain(former);
            SyncCompleted receipt = (SyncCompleted) Records.toEnvelope(last).event();
            assertThat(receipt.node()).isEqualTo(id(laptop));
            assertThat(receipt.formerly()).containsExactly(former);
            assertThat(readBy(id(laptop))).as("where its group has come to").isNotEmpty();
        }
    }

    private static void price(Database laptop, int price) {
        laptop.run("UPDATE products SET price = " + price + " WHERE url = 'https://a.example/1'");
    }

    private static String id(Database laptop) {
        return laptop.one("SELECT value FROM tandem_meta WHERE name = 'node_id'");
    }

    /** The last that a laptop has left. */
    private static ConsumerRecord<String, byte[]> lastReceipt() {
        TopicPartition partition = new TopicPartition(kafka().name(Topic.SYNC_RECEIPTS), 0);
        List<ConsumerRecord<String, byte[]>> receipts = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = Clients.consumer(kafka(), "test")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = records(Topic.SYNC_RECEIPTS);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(receipts::add);
            }
        }
        receipts.removeIf(record ->
                !((SyncCompleted) Records.toEnvelope(record).event()).role().equals("laptop"));
        return receipts.get(receipts.size() - 1);
    }
}
