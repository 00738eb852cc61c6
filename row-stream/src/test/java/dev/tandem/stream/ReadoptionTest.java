package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.listed;
import static dev.tandem.stream.Events.micros;
import static dev.tandem.stream.Events.sentBy;
import static dev.tandem.stream.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.act.Retraction;
import dev.tandem.stream.adopt.Undo;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.merge.MergeResult;
import dev.tandem.stream.node.ConflictPolicy;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.VerdictRegister;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was taken out and adopted again reads its own past anew: whose verdicts are no strangers to it. */
class ReadoptionTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private final List<Envelope> stream = new ArrayList<>();
    private TestNode server;

    @BeforeEach
    void makeServer() {
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        serve(sentBy("laptop", listed("Dress", "2025-11-20")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_verdict_is_in_no_conflict_with_one_that_was_taken_back_before_it() {
        serve(sentBy("phone", verdict(Decision.MODEST, "2025-11-23T10:00:00")));
        retractOnServer();
        serve(sentBy("phone", verdict(Decision.NOT_MODEST, "2025-11-25T12:00:00")));
        assertThat(conflictsMetBy("")).isZero();
    }

    @Test
    void a_verdict_that_a_script_gave_meanwhile_is_in_no_conflict_with_one_that_was_taken_back() {
        serve(sentBy("phone", verdict(Decision.MODEST, "2025-11-23T10:00:00")));
        retractOnServer();
        assertThat(conflictsMetBy(
                        "UPDATE products SET modesty_status = 'not_modest', assessed_at = '2025-11-26 10:00:00'"))
                .isZero();
    }

    @Test
    void a_verdict_is_in_no_conflict_with_the_one_that_its_reviewer_had_seen() {
        Envelope first = sentBy("phone", verdict(Decision.MODEST, "2025-11-23T10:00:00"));
        serve(first);
        serve(sentBy(
                "phone",
                new AssessmentRecorded(
                        URL,
                        micros("2025-11-24T10:00:00"),
                        false,
                        Verdict.of(Decision.NOT_MODEST, null, null, "Bob", "2025-11-24T10:00:00"),
                        ((AssessmentRecorded) first.event()).version(first.id()))));
        assertThat(conflictsMetBy("")).isZero();
    }

    @Test
    void verdicts_that_did_not_know_of_each_other_are_in_conflict_all_the_same() {
        serve(sentBy("phone", verdict(Decision.MODEST, "2025-11-23T10:00:00")));
        serve(sentBy("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-24T10:00:00")));
        assertThat(conflictsMetBy("")).isEqualTo(1);
    }

    @Test
    void a_choice_between_two_waits_no_longer_once_one_is_taken_back() {
        TestNode reviewing = server.with(ConflictPolicy.REVIEW);
        reviewing.merge(List.of(
                sentBy("phone", verdict(Decision.MODEST, "2025-11-23T10:00:00")),
                sentBy("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-24T10:00:00"))));
        stream.addAll(reviewing.sent());
        assertThat(reviewing.file.<Long>read("read", Conflicts::open)).isEqualTo(1);
        retractOnServer();
        Conflict conflict =
                server.file.read("read", sql -> new Conflicts(sql).all().get(0));
        assertThat(conflict.isOpen()).isFalse();
        assertThat(conflict.settler()).contains("taken-back");
    }

    /** The server merges it, and hands it on. */
    private void serve(Envelope event) {
        server.merge(List.of(event));
        stream.addAll(server.sent());
    }

    private void retractOnServer() {
        server.file.write(
                "retract",
                sql -> Retraction.retract(sql, server.context, new VerdictRegister(sql).read(URL, ReviewType.MODESTY)));
        stream.addAll(server.sent());
    }

    /** A laptop that has all of the stream is taken out, a script runs on it, it is adopted, and reads the stream anew. */
    private int conflictsMetBy(String script) {
        Path path = folder.resolve("laptop.db");
        try (TestNode laptop = TestNode.create(path, Role.LAPTOP, clock)) {
            laptop.merge(stream);
            Undo.undo(laptop.file, clock.instant());
            if (!script.isEmpty()) {
                laptop.script(script);
            }
        }
        try (TestNode laptop = TestNode.adopt(path, Role.LAPTOP, clock)) {
            int met = laptop.merge(stream).stream()
                    .mapToInt(MergeResult::conflicts)
                    .sum();
            assertThat(laptop.query("SELECT id FROM tandem_conflict")).hasSize(met);
            server.merge(laptop.sent());
            laptop.merge(server.sent());
            assertThat(WalkTest.difference(laptop, server)).isEmpty();
            return met;
        }
    }

    @Test
    void what_the_stream_has_already_gives_way_to_it_and_is_not_published() {
        try (TestNode one = TestNode.create(folder.resolve("one.db"), Role.SERVER, clock)) {
            one.script(
                    "INSERT INTO products (url, title, price, last_updated, modesty_status) VALUES (?, 'Dress', 95,"
                            + " '2025-11-20', 'modest')",
                    URL);
            one.script("INSERT INTO products (url, title, last_updated) VALUES (?, 'Skirt', '2025-11-20')", URL + "2");
            one.capture();
            one.file.alone(
                    "copy",
                    sql -> sql.update("VACUUM INTO ?", folder.resolve("copy.db").toString()));
            try (TestNode copy = adoptedCopy(folder.resolve("copy.db"))) {
                copy.merge(one.sent());
                assertThat(copy.query("SELECT type FROM tandem_outbox")).hasSize(1);
                one.merge(copy.sent());
                copy.merge(one.sent());
                assertThat(WalkTest.difference(copy, one)).isEmpty();
                assertThat(one.one("SELECT title FROM products WHERE url = ?", URL + "2"))
                        .isEqualTo("Long skirt");
            }
        }
    }

    private TestNode adoptedCopy(Path path) {
        try (TestNode bare = TestNode.adopt(path, Role.SERVER, clock)) {
            Undo.undo(bare.file, clock.instant());
            bare.script(
                    "UPDATE products SET title = 'Long skirt', last_updated = '2025-11-21' WHERE url = ?", URL + "2");
        }
        return TestNode.adopt(path, Role.LAPTOP, clock);
    }
}
