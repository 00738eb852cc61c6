package dev.tandem.stream;

import static dev.tandem.stream.Events.listed;
import static dev.tandem.stream.Events.sentBy;
import static dev.tandem.stream.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.act.Keep;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.VerdictDays;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On which days verdicts were given. */
class VerdictDaysTest {
    private static final LocalDate LAST_OF_NOVEMBER = LocalDate.parse("2025-11-24");

    private final Envelope adas = sentBy("phone", verdict(Decision.MODEST, "2025-11-23T23:30:00"));
    private final Envelope bobs = sentBy("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-24T11:00:00"));
    private TestNode server;

    @BeforeEach
    void make(@TempDir Path folder) {
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, new SettableClock("2025-11-25T10:00:00"));
        VerdictDays.index(server.file);
        server.merge(List.of(sentBy("laptop", listed("Dress", "2025-11-20"))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_day_is_that_of_the_one_who_asks() {
        server.merge(List.of(adas));
        assertThat(days(LAST_OF_NOVEMBER.minusDays(1), ZoneOffset.UTC))
                .isEqualTo(Map.of(LAST_OF_NOVEMBER.minusDays(1), Map.of(Decision.MODEST, 1L)));
        assertThat(days(LAST_OF_NOVEMBER.minusDays(1), ZoneId.of("Europe/Berlin")))
                .isEqualTo(Map.of(LAST_OF_NOVEMBER, Map.of(Decision.MODEST, 1L)));
        assertThat(days(LAST_OF_NOVEMBER, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void a_verdict_that_was_kept_counts_on_the_day_on_which_it_was_given() {
        server.merge(List.of(adas, bobs));
        assertThat(days(LAST_OF_NOVEMBER.minusDays(1), ZoneOffset.UTC))
                .isEqualTo(Map.of(LAST_OF_NOVEMBER, Map.of(Decision.NOT_MODEST, 1L)));
        server.file.write("keep a verdict in", sql -> {
            Conflict conflict =
                    new Conflicts(sql).after(Conflicts.Place.START, 1).get(0);
            Keep.keep(sql, server.context, conflict, conflict.loser());
            return true;
        });
        assertThat(days(LAST_OF_NOVEMBER.minusDays(1), ZoneOffset.UTC))
                .isEqualTo(Map.of(LAST_OF_NOVEMBER.minusDays(1), Map.of(Decision.MODEST, 1L)));
    }

    private Map<LocalDate, Map<Decision, Long>> days(LocalDate first, ZoneId place) {
        return server.file.read("read", sql -> VerdictDays.since(sql, first, place, ZoneOffset.UTC));
    }
}
