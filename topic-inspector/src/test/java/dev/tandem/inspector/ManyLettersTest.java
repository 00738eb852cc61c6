package dev.tandem.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.broker.LocalBroker;
import dev.tandem.stream.kafka.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three records that triggers of the server's database refuse, each for a reason of its own. */
class ManyLettersTest {
    @TempDir
    static Path brokerFolder;

    static LocalBroker broker;

    @TempDir
    Path folder;

    private TwoNodes nodes;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start(brokerFolder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void refuseThree() {
        nodes = new TwoNodes(folder, broker);
        for (String title : List.of("Short", "Long", "Red")) {
            TwoNodes.run(
                    nodes.server,
                    "CREATE TRIGGER no_" + title + " BEFORE INSERT ON products WHEN NEW.title = '" + title
                            + "' BEGIN SELECT RAISE(ABORT, 'too " + title + "'); END");
        }
        nodes.send("INSERT INTO products (url, title, brand) VALUES ('https://a', 'Short', 'Aritzia'),"
                + " ('https://b', 'Long', 'Aritzia'), ('https://c', 'Red', 'Zara'), ('https://d', 'Good', 'Zara')");
        nodes.serve();
    }

    @AfterEach
    void close() throws Exception {
        nodes.close();
        try (Admin admin = Clients.admin(nodes.kafka, Duration.ofSeconds(10))) {
            List<String> topics = admin.listTopics().names().get().stream().toList();
            admin.deleteTopics(topics).all().get();
        }
    }

    @Test
    void letters_are_chosen_by_cause_topic_time_and_field() {
        assertThat(causes()).hasSize(3);
        assertThat(causes("--cause", "TOO short")).singleElement().asString().contains("too Short");
        assertThat(causes("--topic", "changes")).hasSize(3);
        assertThat(causes("--topic", "products")).isEmpty();
        assertThat(causes("--since", "1d")).hasSize(3);
        assertThat(causes("--since", "2100-01-01")).isEmpty();
        assertThat(causes("--where", "columns.brand=Aritzia")).hasSize(2);
        assertThat(causes("--where", "columns.brand=Aritzia", "--cause", "Long"))
                .hasSize(1);
        assertThat(causes("--limit", "2")).hasSize(2);
    }

    @Test
    void a_choice_that_makes_no_sense_is_wrong_usage() {
        for (String verb : List.of("list", "redrive", "discard")) {
            Ran field = letters(verb, "--where", "columns.brnd=Aritzia");
            assertThat(field.exitCode()).isEqualTo(2);
            assertThat(field.err()).contains("has a field columns.brnd", "columns.brand");
            assertThat(letters(verb, "--since", "lately").exitCode()).isEqualTo(2);
        }
        assertThat(letters("redrive").err()).contains("Name one letter, or choose some");
        assertThat(letters("redrive", "abc", "--all").exitCode()).isEqualTo(2);
        assertThat(letters("list", "--limit", "1000000").exitCode()).isEqualTo(2);
    }

    @Test
    void of_several_that_are_sent_again_each_is_told_to_have_landed_been_superseded_or_failed() {
        TwoNodes.run(nodes.server, "DROP TRIGGER no_Short; DROP TRIGGER no_Long");
        nodes.send("UPDATE products SET title = 'Longer' WHERE url = 'https://b'");
        nodes.serve();
        Ran[] ran = new Ran[1];
        nodes.whileServing(() -> ran[0] = letters("redrive", "--all", "--database", "nowhere.db", "--json"));
        assertThat(ran[0].exitCode()).as(ran[0].err()).isEqualTo(3);
        JsonNode redriven = ran[0].json().get("redriven");
        assertThat(redriven.findValuesAsText("state")).containsExactlyInAnyOrder("landed", "superseded", "failed");
        assertThat(redriven.findValuesAsText("outcome")).anyMatch(text -> text.contains("too Red"));
        assertThat(nodes.titles()).containsExactly("Short", "Longer", "Good");
        assertThat(causes()).singleElement().asString().contains("too Red");
    }

    @Test
    void of_several_of_the_database_at_hand_each_is_told_too() {
        TwoNodes.run(nodes.server, "DROP TRIGGER no_Short; DROP TRIGGER no_Long");
        Ran ran = letters(
                "redrive",
                "--where",
                "columns.brand=Aritzia",
                "--database",
                nodes.server.path().toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.endsWith("  applied"));
        assertThat(nodes.titles()).containsExactly("Short", "Long", "Good");
        assertThat(causes()).hasSize(1);
    }

    @Test
    void a_dry_run_tells_which_are_meant_and_changes_nothing() {
        Ran redrive = letters("redrive", "--all", "--dry-run", "--database", "nowhere.db", "--json");
        assertThat(redrive.exitCode()).isZero();
        assertThat(redrive.json().get("redriven").findValuesAsText("state"))
                .containsOnly("server")
                .hasSize(3);
        Ran discard = letters("discard", "--cause", "too Red", "--dry-run");
        assertThat(discard.exitCode()).isZero();
        assertThat(discard.out().lines()).hasSize(1);
        assertThat(causes()).hasSize(3);
    }

    @Test
    void what_is_discarded_stays_in_the_topic_with_a_note() {
        Ran asked = letters("discard", "--cause", "too", "--limit", "2");
        assertThat(asked.exitCode()).isEqualTo(2);
        assertThat(asked.err()).contains("Discard 2 dead letters?", "--yes");
        Ran some = letters("discard", "--cause", "too", "--limit", "2", "--yes", "--json");
        assertThat(some.json().get("discarded")).hasSize(2);
        assertThat(some.json().get("more").asBoolean()).isTrue();
        assertThat(causes()).hasSize(1);
        assertThat(letters("discard", "--all", "--yes").exitCode()).isZero();
        assertThat(letters("list").out()).contains("There are no dead letters.");
        Ran all = Ran.verb(broker.bootstrapServers(), "tail", "dead-letters", "--from", "beginning", "--json");
        assertThat(all.lines())
                .extracting(line -> line.get("type").asText())
                .containsExactlyInAnyOrder(
                        "EventDeadLettered",
                        "EventDeadLettered",
                        "EventDeadLettered",
                        "DeadLetterSettled",
                        "DeadLetterSettled",
                        "DeadLetterSettled");
    }

    @Test
    void what_a_terminal_would_obey_is_escaped_in_a_letter() {
        nodes.send(
                "INSERT INTO products (url, title, brand) VALUES ('https://e' || char(27) || '[2J', 'Red', char(155))");
        nodes.serve();
        String id = letters("list", "--limit", "1", "--json")
                .json()
                .at("/deadLetters/0/id")
                .asText();
        assertThat(letters("show", id).out()).contains("\\u001B", "\\u009B").doesNotContain("\u001b", "\u009b");
    }

    private List<String> causes(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("list", "--json"));
        Ran ran = letters(all.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isIn(0, 3);
        return ran.json().get("deadLetters").findValuesAsText("cause");
    }

    private Ran letters(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        List<String> rest = new ArrayList<>(List.of(arguments));
        String verb = rest.stream()
                .filter(List.of("list", "show", "redrive", "discard")::contains)
                .findFirst()
                .orElseThrow();
        rest.remove(verb);
        all.add(verb);
        all.addAll(rest);
        return Ran.verb(broker.bootstrapServers(), all.toArray(String[]::new));
    }
}
