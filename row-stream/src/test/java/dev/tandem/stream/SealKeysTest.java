package dev.tandem.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.seal.Seal;
import dev.tandem.stream.seal.Seals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Seals come, change and go: by renewal, revocation, and files that are away. */
class SealKeysTest extends SealFixture {
    @Test
    void from_who_was_revoked_nothing_more_is_taken() throws Exception {
        try (Inbox inbox = Inbox.connect(theServer.file, theServer.context, server)) {
            laptop.script("UPDATE products SET title = 'Bluer dress'");
            send(laptop, ada);
            inbox.runToEnd();
            assertThat(titles()).containsExactly("Bluer dress");
            laptop.script("UPDATE products SET title = 'Bluest dress'");
            send(laptop, ada);
            Files.writeString(seals, "");
            Files.setLastModifiedTime(seals, FileTime.fromMillis(1));
            inbox.runToEnd();
        }
        assertThat(titles()).containsExactly("Bluer dress");
        assertThat(causes()).singleElement().asString().contains("'ada', which may not send");
    }

    @Test
    void while_the_seals_are_away_nothing_is_taken_and_nothing_is_set_aside() throws Exception {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        String open = Files.readString(seals);
        Files.delete(seals);
        assertThatThrownBy(this::pull).isInstanceOf(StreamException.class).hasMessageContaining(seals.toString());
        assertThat(titles()).containsExactly("Blue dress");
        assertThat(causes()).isEmpty();
        Files.writeString(seals, open);
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
    }

    @Test
    void a_node_that_was_freed_belongs_to_the_next_login_that_seals_a_change_of_it() {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        assertThat(theServer.file.<Integer>write("free nodes in", sql -> Seals.free(sql, "ada")))
                .isEqualTo(1);
        send(laptop, bob);
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_node_that_was_bound_to_its_login_is_not_taken_by_who_sends_first_in_its_name() throws Exception {
        try (TestNode fresh =
                TestNode.create(folder.resolve("fresh.db"), Role.LAPTOP, new SettableClock("2026-11-26T11:00:00"))) {
            String node = fresh.context.node().id();
            Seals known = Seals.askedBy(Role.SERVER, server);
            known.refresh();
            assertThat(bind(known, node, "ada")).isEmpty();
            assertThat(bind(known, node, "bob")).contains("ada");
            assertThat(bind(known, "of-nobody", "nobody")).isEmpty();

            fresh.script("INSERT INTO products (url, title) VALUES ('https://a.example/2', 'Red dress')");
            send(fresh, bob);
            pull();

            assertThat(titles()).containsExactly("Blue dress");
            assertThat(causes()).singleElement().asString().contains(node, "another login than 'bob'");
        }
    }

    private Optional<String> bind(Seals known, String node, String login) {
        return theServer.file.write("bind", sql -> known.bind(sql, node, login));
    }

    @Test
    void after_a_renewal_what_was_sent_before_it_is_taken() throws Exception {
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        Seal.Keys renewed = Seal.Keys.make();
        Files.writeString(seals, "ada = " + renewed.open() + " " + adas.open() + "\n");
        pull();
        assertThat(titles()).containsExactly("Bluer dress");
        laptop.script("UPDATE products SET title = 'Bluest dress'");
        send(laptop, login("ada", renewed));
        pull();
        assertThat(titles()).containsExactly("Bluest dress");
        assertThat(causes()).isEmpty();
    }

    @Test
    void a_laptop_knows_what_it_wrote_under_the_seal_that_it_had_before() throws Exception {
        Path copy = folder.resolve("copy.db");
        laptop.script("VACUUM INTO '" + copy + "'");
        laptop.script("UPDATE products SET title = 'Bluer dress'");
        send(laptop, ada);
        Map<String, String> renewed =
                new HashMap<>(login("ada", Seal.Keys.make()).client());
        renewed.put(Seal.FORMER, adas.open());
        try (TestNode restored = TestNode.adopt(copy, Role.LAPTOP, new SettableClock("2026-11-26T11:00:00"))) {
            assertThat(notes(restored, kafka(renewed)))
                    .singleElement()
                    .asString()
                    .contains("older copy");
        }
    }

    @Test
    void a_key_that_is_none_is_told_without_it() {
        KafkaSettings damaged = kafka(Map.of(Seal.KEY, "c2VjcmV0"));
        assertThatThrownBy(() -> send(laptop, damaged))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("c2VjcmV0");
    }
}
