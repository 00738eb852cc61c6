package dev.tandem.laptop.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Verb;
import dev.tandem.laptop.outlook.Incoming;
import dev.tandem.laptop.outlook.Outlook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laptop whose login may not read the dead letters is not offline. */
class RefusedLettersTest {
    @TempDir
    Path folder;

    private Database laptop = new Database(Path.of(""));

    @BeforeEach
    void setOneAside() {
        laptop = Database.tiny(folder.resolve("products.db"));
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
        laptop.run("INSERT INTO tandem_meta VALUES ('set_aside', '2026-01-05T10:00:00.000000Z 1'),"
                + " ('last_sync', '{\"at\":\"2026-01-06T10:00:00.000000Z\"}')");
    }

    @Test
    void it_is_told_apart_from_offline_and_who_can_tell_is_named() {
        Outlook refused = outlook(true);

        StatusAnswer answer = StatusAnswer.of(refused, Advice.on(refused, Optional.empty()));

        assertThat(answer.deadLetters()).isEqualTo(1);
        assertThat(answer.deadLettersRefused()).isTrue();
        assertThat(answer.deadLettersAsOf()).isNull();
        assertThat(answer.advice()).contains("may not read the dead letters", "operator");
        Outlook away = outlook(false);
        assertThat(StatusAnswer.of(away, "").deadLettersRefused()).isFalse();
        assertThat(StatusAnswer.of(away, "").deadLettersAsOf()).startsWith("2026-01-06");
    }

    @Test
    void what_was_sent_and_not_answered_for_is_under_way_offline_too() {
        assertThat(offline().underWay()).isFalse();
        laptop.run("INSERT INTO tandem_sent (topic, partition, topic_id, next, unanswered, whole_from)"
                + " VALUES ('tandem.changes', 0, 'id', 5, 3, 0)");
        assertThat(offline().underWay()).isTrue();
    }

    private Outlook outlook(boolean refused) {
        Outlook file = offline();
        return new Outlook(
                file.database(),
                file.state(),
                file.nodeId(),
                file.local(),
                new Incoming(0, 0, 0, 0, 0, 0, 0, List.of()),
                true,
                0,
                0,
                false,
                0,
                null,
                refused,
                false,
                file.server(),
                null);
    }

    private Outlook offline() {
        Map<String, String> flags = Map.of("--bootstrap-servers", "localhost:1", "--service-url", "http://localhost:1");
        return Outlook.of(laptop.path(), Settings.of(flags, Map.of(), List.of(), List.of()), path -> {});
    }
}
