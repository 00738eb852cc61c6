package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.Tap;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsChromium
class OfflineTest {
    private TestService service;
    private TestDatabase database;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        database = service.database();
        Catalog.queueDresses(database, 12);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void ten_verdicts_without_a_connection_and_a_reload_between_them_reach_the_server_with_their_times()
            throws Exception {
        try (Phone phone = Phone.paired(service, "Ada")) {
            phone.untilOfflineReady();
            phone.wire().cut();
            decide(phone, 5);
            phone.reload();
            assertThat(phone.title()).isEqualTo("Dress 6");
            decide(phone, 5);
            assertThat(phone.text("#progress")).contains("10 today", "10 unsent");
            assertThat(database.rows("SELECT 1 FROM assessment_queue WHERE status = 'reviewed'"))
                    .isEmpty();
            List<String> taps = taps(phone);
            assertThat(taps).hasSize(10);

            phone.wire().mend();
            phone.until("all are sent", () -> phone.text("#progress").equals("10 today"));
            assertThat(database.rows("""
                    SELECT product_url || ' ' || replace(substr(reviewed_at, 1, 23), ' ', 'T') || 'Z' FROM assessment_queue
                    WHERE status = 'reviewed' AND reviewed_by = 'Ada'
                    """)).containsExactlyInAnyOrderElementsOf(taps);
            phone.tap("#open-today");
            assertThat(phone.texts("#today-list .state"))
                    .hasSize(10)
                    .allMatch(state -> state.endsWith("on the server"));
        }
    }

    @Test
    void a_verdict_that_was_taken_back_without_a_connection_never_reaches_the_server() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada")) {
            phone.untilOfflineReady();
            phone.wire().cut();
            phone.decide("not_modest");
            phone.decide("modest");
            phone.until("it was tried in vain", () -> phone.shows("[data-name=unreached]"));
            phone.undo();
            phone.until("the product is back", () -> phone.title().equals("Dress 2"));
            phone.wire().mend();
            phone.reload();
            phone.until("the other one is sent", () -> phone.text("#progress").equals("1 today"));
            assertThat(database.rows("SELECT product_url FROM assessment_queue WHERE status = 'reviewed'"))
                    .containsExactly("https://shop.example/1");
        }
    }

    @Test
    void a_verdict_that_a_later_one_has_overtaken_is_said_to_be_superseded() throws Exception {
        try (Phone train = Phone.paired(service, "Ada")) {
            train.untilOfflineReady();
            train.wire().cut();
            train.decide("not_modest");
            // A phone knows the time as exactly as its connection was quick.
            String later = Instant.now().plusSeconds(20).toString();
            service.pairedClient("Bob")
                    .post(
                            "/api/assessments",
                            Tap.on("https://shop.example/1", "modest", later).toString());
            train.wire().mend();
            train.reload();
            train.tap("#open-today");
            train.until(
                    "it is superseded", () -> train.text("#today-list .state").contains("superseded"));
        }
        assertThat(database.rows("SELECT review_decision FROM assessment_queue WHERE product_url LIKE '%/1'"))
                .containsExactly("modest");
    }

    private static void decide(Phone phone, int count) {
        for (int i = 0; i < count; i++) {
            phone.decide(i % 2 == 0 ? "modest" : "not_modest");
        }
    }

    /** The address of each product and the time of its tap, as the phone keeps them. */
    private static List<String> taps(Phone phone) {
        List<String> taps = new ArrayList<>();
        Object kept = phone.ask("""
                const done = arguments[0];
                indexedDB.open("tandem").onsuccess = ({ target: { result } }) => {
                  result.transaction("verdicts").objectStore("verdicts").getAll().onsuccess = ({ target }) =>
                    done(target.result.map(({ productUrl, assessedAt }) => productUrl + " " + assessedAt));
                };
                """);
        ((List<?>) kept).forEach(tap -> taps.add(String.valueOf(tap)));
        return taps;
    }
}
