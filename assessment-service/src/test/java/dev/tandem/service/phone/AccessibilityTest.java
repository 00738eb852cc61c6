package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.TestService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of WCAG 2.2 AA that a program can check, by axe-core, on each view. */
@NeedsChromium
class AccessibilityTest {
    private static final String AXE = """
            const done = arguments[0];
            axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
              .then(({ violations, passes }) => done(passes.length < 10 ? ["axe saw next to nothing"]
                : violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " " + target + " " + failureSummary))));
            """;

    private TestService service;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        Catalog.queueDresses(service.database(), 2);
        Catalog.queueDuplicate(service.database());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"PHONE, light, en", "PHONE, dark, de", "SMALL, light, de", "DESKTOP, dark, en"})
    void no_view_breaks_a_rule(Phone.Size size, String look, String language) throws Exception {
        try (Phone phone = Phone.unpaired(service, size, language)) {
            phone.wear(look);
            for (String closed : List.of("/review", "/")) {
                phone.open(service.running().url() + closed);
                check(phone, "not paired, at " + closed);
            }
            phone.open(service.running().url() + "/pair#nonsense");
            phone.until("it did not pair", () -> !phone.text("#detail").isEmpty());
            check(phone, "pairing");
            phone.open(service.add("Ada").get("url").asText());
            phone.untilReady();
            check(phone, "pair of products");
            phone.decide("duplicate");
            phone.tap("#add-note");
            check(phone, "product");
            for (String sheet : List.of("filter", "today", "menu")) {
                phone.tap("#open-" + sheet);
                check(phone, sheet);
                phone.tap("#" + sheet + " .strong");
            }
            phone.wire().cut();
            phone.decide("modest");
            phone.until("it says that there is no connection", () -> phone.shows("[data-name=unreached]"));
            check(phone, "without a connection");
            phone.decide("modest");
            check(phone, "nothing waits");
        }
    }

    @ParameterizedTest
    @CsvSource({"SMALL, light, de", "PHONE, dark, en", "DESKTOP, dark, de"})
    void the_owners_page_breaks_none_and_nothing_sticks_out(Phone.Size size, String look, String language)
            throws Exception {
        Disagreement.over(service, "https://shop.example/1");
        try (Phone browser = Phone.unpaired(service, size, language)) {
            browser.wear(look);
            browser.open(service.ownerLink().get("url").asText());
            browser.untilReady();
            browser.driver().executeScript("document.querySelectorAll('details').forEach((one) => (one.open = true))");
            check(browser, "overview");
            assertThat(browser.is("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("it fits into %d pixels", size.width)
                    .isTrue();
            browser.tap(".conflict button");
            check(browser, "question");
        }
    }

    private static void check(Phone phone, String view) throws Exception {
        try (InputStream axe = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            phone.driver()
                    .executeScript(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8)
                            + "; window.axe = axe");
        }
        phone.untilStill();
        assertThat((List<?>) phone.ask(AXE)).as(view).isEmpty();
    }
}
