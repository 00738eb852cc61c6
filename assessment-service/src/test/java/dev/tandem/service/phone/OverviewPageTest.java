package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.Tap;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner at a desk. */
@NeedsChromium
class OverviewPageTest {
    private static final String HOSTILE = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)>";
    private static final String CONTESTED = "https://shop.example/contested";

    private TestService service;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.startReviewing(data);
        Catalog.queueDresses(service.database(), 3);
        service.database().queue(CONTESTED, "{\"title\": \"" + HOSTILE + "\"}");
        Disagreement.over(service, CONTESTED);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void the_owner_sees_both_verdicts_and_keeps_one() throws Exception {
        try (Phone browser = owner()) {
            assertThat(browser.texts("#open-conflicts h3")).containsExactly(HOSTILE);
            assertThat(browser.texts("#open-conflicts .decision")).containsExactly("Modest", "Not modest");
            assertThat(browser.text("#open-conflicts .stands .decision")).isEqualTo("Not modest");
            assertThat(browser.is("return document.title === '(1) Tandem' && document.images.length === 1"))
                    .as("the scraper's text is text")
                    .isTrue();
            browser.tap("#open-conflicts .side:first-child button");
            browser.tap("#confirm .plain");
            browser.until("no is no", () -> !browser.shows("#confirm"));
            assertThat(decisions()).isEqualTo("not_modest");

            browser.tap("#open-conflicts .side:first-child button");
            browser.tap("#confirm-yes");
            browser.until("it is settled", () -> browser.shows("#no-conflicts"));
            assertThat(decisions()).isEqualTo("modest");
            browser.tap("#settled summary");
            assertThat(browser.text("#settled-conflicts .stands .decision")).isEqualTo("Modest");
        }
    }

    @Test
    void counts_move_while_others_assess_and_a_device_is_revoked() throws Exception {
        try (Phone browser = owner()) {
            // Whether the two verdicts are of today depends on the hour.
            assertThat(browser.texts("#figures li:not(:nth-child(2)) strong")).containsExactly("3", "1", "–");
            assertThat(browser.texts("#pending tbody tr > *")).containsExactly("shop", "3", "3");
            assertThat(browser.texts("#plot-table td")).containsExactly("0", "1", "0");
            TestClient phone = service.pairedClient("Zoe");
            phone.post(
                    "/api/assessments",
                    Tap.on("https://shop.example/1", "modest", "").toString());
            browser.until(
                    "the page hears of it",
                    () -> browser.text("#figures strong").equals("2"));
            browser.until("Zoe is on the list", () -> browser.text("#devices").contains("Zoe"));
            browser.tap("[aria-label^='Revoke Zoe']");
            browser.tap("#confirm-yes");
            browser.until(
                    "it is revoked", () -> browser.text("#revoked-devices").contains("Zoe"));
            assertThat(phone.get("/api/queue").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void conflicts_are_shown_to_the_last_one() throws Exception {
        Disagreement.overMany(service, 120);
        try (Phone browser = owner()) {
            assertThat(browser.texts("#open-conflicts h3")).hasSize(20);
            browser.tap("#more-conflicts");
            browser.until(
                    "a hundred more", () -> browser.texts("#open-conflicts h3").size() == 120);
            browser.tap("#more-conflicts");
            browser.until(
                    "the last one", () -> browser.texts("#open-conflicts h3").size() == 121);
            assertThat(browser.shows("#more-conflicts")).isFalse();
        }
    }

    @Test
    void a_plot_is_not_much_higher_than_what_it_shows() throws Exception {
        try (Phone browser = owner()) {
            assertThat(browser.ask("""
                    const done = arguments[0];
                    import("/overview/scale.js").then(({ roundUp }) =>
                      done([0, 1, 7, 11, 21, 51, 100, 101, 990].map(roundUp).join(" ")));
                    """)).isEqualTo("1 1 8 15 25 60 100 150 1000");
        }
    }

    private Phone owner() throws Exception {
        Phone browser = Phone.unpaired(service, Phone.Size.DESKTOP, "en");
        browser.open(service.ownerLink().get("url").asText());
        browser.untilReady();
        return browser;
    }

    private String decisions() throws Exception {
        return service.database()
                .rows("SELECT review_decision FROM assessment_queue WHERE product_url = ?", CONTESTED)
                .get(0);
    }
}
