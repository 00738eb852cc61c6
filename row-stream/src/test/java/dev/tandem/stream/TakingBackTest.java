package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.listed;
import static dev.tandem.stream.Events.sentBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRetracted;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.version.EventIds;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.merge.Restoration.Fate;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.tap.GivenTap;
import dev.tandem.stream.tap.GivenTaps;
import dev.tandem.stream.tap.TakenBack;
import dev.tandem.stream.tap.TakenBack.Status;
import dev.tandem.stream.tap.TakingBack;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.Taps;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reviewer takes their own verdict back, and nobody else's. */
class TakingBackTest {
    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    private final EventIds ids = EventIds.random();
    private TestNode server;

    @BeforeEach
    void listProduct() {
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        GivenTaps.index(server.file);
        server.merge(List.of(sentBy("laptop", listed("Dress", "2025-11-20"))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_verdict_that_stands_is_taken_back_once_and_laptops_are_told() {
        UUID id = tap("Ada", Decision.MODEST);
        server.sent();
        TakenBack done = takeBack(id, "Ada");
        assertThat(done.status()).isEqualTo(Status.DONE);
        assertThat(done.stands().orElseThrow().verdict()).isNull();
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("null");
        assertThat(server.sent()).anyMatch(event -> event.event() instanceof AssessmentRetracted);
        assertThat(takeBack(id, "Ada").status()).isEqualTo(Status.DONE);
        assertThat(server.sent()).isEmpty();
        assertThat(fate(id)).isEqualTo(Fate.TAKEN_BACK);
    }

    @Test
    void the_verdict_that_stood_before_stands_again_and_can_be_taken_back_too() {
        UUID first = tap("Ada", Decision.MODEST);
        UUID second = tap("Ada", Decision.NOT_MODEST);
        assertThat(fate(first)).isEqualTo(Fate.SUPERSEDED);
        assertThat(takeBack(first, "Ada").status()).isEqualTo(Status.OVERTAKEN);
        takeBack(second, "Ada");
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("modest");
        assertThat(fate(first)).isEqualTo(Fate.STANDS);
        assertThat(takeBack(first, "Ada").status()).isEqualTo(Status.DONE);
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("null");
    }

    @Test
    void anothers_verdict_and_an_unknown_one_are_left_alone() {
        UUID id = tap("Ada", Decision.MODEST);
        assertThat(takeBack(id, "Ben").status()).isEqualTo(Status.OF_ANOTHER);
        assertThat(takeBack(ids.next(), "Ada").status()).isEqualTo(Status.UNKNOWN);
        assertThat(server.one("SELECT modesty_status FROM products")).isEqualTo("modest");
    }

    @Test
    void a_reviewers_verdicts_are_listed_the_latest_first_and_in_pages() {
        UUID first = tap("Ada", Decision.MODEST);
        tap("Ben", Decision.NOT_MODEST);
        UUID third = tap("Ada", Decision.MODERATELY_MODEST);
        List<GivenTap> page = given(Long.MAX_VALUE, 1);
        assertThat(page).extracting(GivenTap::id).containsExactly(third);
        assertThat(given(page.get(0).place(), 10)).extracting(GivenTap::id).containsExactly(first);
    }

    private List<GivenTap> given(long before, int most) {
        return server.file.read("read", sql -> new GivenTaps(sql).of("Ada", 0, before, most));
    }

    private Fate fate(UUID id) {
        return server.file.read(
                "read", sql -> new GivenTaps(sql).find(id).orElseThrow().fate());
    }

    private TakenBack takeBack(UUID id, String reviewer) {
        return new TakingBack(server.file, server.context).takeBack(id, reviewer);
    }

    private UUID tap(String reviewer, Decision decision) {
        UUID id = ids.next();
        new Taps(server.file, server.context)
                .record(List.of(new Tap(id, URL, decision, null, null, reviewer, server.context.now(), null)));
        clock.set(clock.instant().plusSeconds(1).toString().replace("Z", ""));
        return id;
    }
}
