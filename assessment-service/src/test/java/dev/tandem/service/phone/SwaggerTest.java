package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API for people to read. */
@NeedsChromium
class SwaggerTest {
    @Test
    void each_operation_is_shown_and_can_be_tried_under_the_usual_policy(@TempDir Path data) throws Exception {
        try (TestService service = TestService.start(data);
                Phone browser = Phone.paired(service, "Ada", Phone.Size.DESKTOP, "en")) {
            Catalog.queueDresses(service.database(), 1);
            List<String> described = new ArrayList<>();
            JsonNode paths = new YAMLMapper()
                    .readTree(
                            service.pairedClient("Bob").get("/api/openapi.yml").body())
                    .path("paths");
            paths.properties()
                    .forEach(path -> path.getValue()
                            .fieldNames()
                            .forEachRemaining(
                                    method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

            browser.open(service.url() + "/swagger");
            browser.untilReady();
            browser.until("all are shown", () -> shown(browser).size() >= described.size());
            assertThat(shown(browser)).containsAll(described);
            assertThat(service.pairedClient("Bob")
                            .get("/swagger")
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .contains("script-src 'self';", "style-src 'self';");

            browser.tap("[data-path='/api/stats']");
            browser.tap(".try-out__btn");
            browser.tap(".execute");
            browser.until(
                    "it is answered",
                    () -> browser.texts(".live-responses-table .response-col_status")
                            .contains("200"));
        }
    }

    private static List<String> shown(Phone browser) {
        List<String> methods = browser.texts(".opblock-summary-method");
        List<String> paths = browser.texts(".opblock-summary-path");
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(methods.size(), paths.size()); i++) {
            // Long paths hold marks at which they may break.
            shown.add(methods.get(i) + " " + paths.get(i).replace("\u200b", ""));
        }
        return shown;
    }
}
