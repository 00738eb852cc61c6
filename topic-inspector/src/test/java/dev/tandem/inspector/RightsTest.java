package dev.tandem.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.OperationalEvent.EventDeadLettered;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.OpenLetters;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators who may not do everything, and brokers that are not what they were taken for. */
class RightsTest {
    @TempDir
    Path folder;

    private GuardedBroker broker;

    @BeforeEach
    void setALetterAside() throws Exception {
        broker = new GuardedBroker(folder);
        new Topics(KafkaSettings.of(broker.forOwners(), "tandem")).ensure();
        sendALetter();
    }

    private void sendALetter() throws Exception {
        EventDeadLettered letter = new EventDeadLettered(
                "node", "no such column", "tandem.changes", 0, 7, 0, "key", Map.of("ce_id", "1"), "e30=");
        try (KafkaProducer<String, byte[]> producer =
                Clients.producer(KafkaSettings.of(broker.forOwners(), "tandem"))) {
            producer.send(Records.ofTool(
                            "tandem.dead-letters",
                            "key",
                            new Envelope(EventIds.random().next(), "node", 0, letter)))
                    .get();
        }
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void who_may_read_nothing_is_told_what_is_not_allowed() {
        for (String[] verb : new String[][] {{"dead-letters", "list"}, {"receipts"}}) {
            Ran ran = Ran.verb(broker.forGuests(), verb);
            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("may not do that with tandem.", "rights")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_topic_that_may_not_be_seen_and_one_that_is_not_there_look_alike() {
        for (String topic : new String[] {"tandem.products", "nonsuch"}) {
            Ran ran = Ran.verb(broker.forGuests(), "tail", topic);
            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("There is no topic " + topic + " at ", "or a client without a login may not see it")
                    .contains("./tandem topics");
        }
    }

    @Test
    void who_may_only_read_sees_everything_and_changes_nothing() throws Exception {
        broker.allow(AclOperation.READ, "tandem.");
        assertThat(Ran.verb(broker.forGuests(), "topics").out()).containsPattern("tandem.dead-letters +1 +1 ");
        assertThat(Ran.verb(broker.forGuests(), "tail", "dead-letters").out()).contains("no such column");
        assertThat(Ran.verb(broker.forGuests(), "lag").exitCode()).isZero();
        assertThat(Ran.verb(broker.forGuests(), "dead-letters", "list").out()).contains("no such column");
        assertThat(Ran.verb(broker.forGuests(), "dead-letters", "redrive", "--all", "--dry-run")
                        .out())
                .contains("would be sent to the server again");
        for (String verb : new String[] {"redrive", "discard"}) {
            Ran ran = Ran.verb(
                    broker.forGuests(),
                    "dead-letters",
                    verb,
                    Ran.verb(broker.forGuests(), "dead-letters", "list", "--json")
                            .json()
                            .at("/deadLetters/0/id")
                            .asText());
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).contains("You may not write to tandem.dead-letters", "nothing was done");
        }
        assertThat(Ran.verb(broker.forOwners(), "tail", "dead-letters", "--from", "beginning", "--json")
                        .lines())
                .hasSize(1);
    }

    @Test
    void who_may_settle_letters_but_not_write_changes_sends_nothing_again() throws Exception {
        broker.allow(AclOperation.READ, "tandem.");
        broker.allow(AclOperation.WRITE, "tandem.dead-letters");
        Ran ran = Ran.verb(broker.forGuests(), "dead-letters", "redrive", "--all");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("You may not write to tandem.changes");
        assertThat(Ran.verb(broker.forGuests(), "dead-letters", "discard", "--all", "--yes")
                        .exitCode())
                .isZero();
    }

    @Test
    void a_laptop_that_may_only_write_dead_letters_is_told_so_and_is_not_taken_for_offline() throws Exception {
        broker.allow(AclOperation.WRITE, "tandem.dead-letters");
        try (SyncedFile file = SyncedFile.openOrCreate(folder.resolve("laptop.db"))) {
            NodeContext context = withALetterNoted(file);
            assertThatThrownBy(() ->
                            OpenLetters.count(file, context, KafkaSettings.of(broker.forGuests(), "tandem"), Map.of()))
                    .isInstanceOf(OpenLetters.RefusedException.class);
        }
    }

    @Test
    void a_laptop_learns_what_became_of_its_letters_once_it_may_read_them() throws Exception {
        KafkaSettings guests = KafkaSettings.of(broker.forGuests(), "tandem");
        broker.allow(AclOperation.DESCRIBE, "tandem.");
        try (SyncedFile file = SyncedFile.openOrCreate(folder.resolve("laptop.db"))) {
            NodeContext context = withALetterNoted(file);
            assertThatThrownBy(() -> OpenLetters.lookAgain(file, context, guests))
                    .isInstanceOf(OpenLetters.RefusedException.class);

            broker.allow(AclOperation.READ, "tandem.");
            sendALetter();
            OpenLetters.lookAgain(file, context, guests);

            assertThat(file.read("read", OpenLetters::noted))
                    .as("none in the topic is of this file")
                    .isEmpty();
        }
    }

    private static NodeContext withALetterNoted(SyncedFile file) {
        NodeContext context = Adoption.openOrCreate(file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .context();
        file.write(
                "note",
                sql -> sql.update("INSERT INTO tandem_meta VALUES ('set_aside', '1970-01-02T00:00:00.000000Z 1')"));
        return context;
    }

    @Test
    void a_broker_that_speaks_tls_is_told_to_a_client_that_does_not() throws IOException {
        byte[] alert = {0x15, 3, 3, 0, 2, 2, 40, 0};
        try (ServerSocket tls = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
                try (Socket socket = tls.accept()) {
                    socket.getOutputStream().write(alert);
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Ran ran = Ran.verb("127.0.0.1:" + tls.getLocalPort(), "tail", "products");
            answering.join();
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("it speaks TLS", "kafka.security.protocol")
                    .doesNotContain("\tat ");
        }
    }
}
