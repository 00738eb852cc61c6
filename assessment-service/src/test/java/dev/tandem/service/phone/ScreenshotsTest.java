package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.Shop;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Makes the documentation's screenshots: {@code mvn verify -Dtandem.screenshots=docs/screenshots}. */
@NeedsChromium
@EnabledIfSystemProperty(named = "tandem.screenshots", matches = ".+")
class ScreenshotsTest {
    private final Path folder =
            Path.of(System.getProperty("tandem.home", ".")).resolve(System.getProperty("tandem.screenshots", "."));

    @Test
    void each_view_in_light_and_dark(@TempDir Path data) throws Exception {
        Files.createDirectories(folder);
        try (Shop shop = Shop.open()) {
            TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
            fill(database, shop);
            try (TestService service = TestService.start(data, database, TestService.NOWHERE, shop.outside())) {
                phone(service, "light");
                phone(service, "dark");
                desktop(service, "light");
                desktop(service, "dark");
            }
        }
        assertThat(folder.resolve("phone-light.png")).isNotEmptyFile();
    }

    @Test
    void the_owners_page_in_light_and_dark(@TempDir Path data) throws Exception {
        Files.createDirectories(folder);
        try (TestService service = TestService.startReviewing(data)) {
            Past.fill(service.database());
            Disagreement.over(service, "https://shop.example/contested");
            overview(service, Phone.Size.DESKTOP, "light", "overview-light");
            overview(service, Phone.Size.DESKTOP, "dark", "overview-dark");
            overview(service, Phone.Size.PHONE, "light", "overview-phone-light");
        }
        assertThat(folder.resolve("overview-light.png")).isNotEmptyFile();
    }

    private void overview(TestService service, Phone.Size size, String look, String name) throws Exception {
        try (Phone browser = Phone.unpaired(service, size, "en")) {
            browser.wear(look);
            browser.open(service.ownerLink().get("url").asText());
            browser.untilReady();
            browser.until(
                    "what was decided before is there",
                    () -> browser.texts("#plot-table tr").size() > 20);
            browser.untilStill();
            if (size == Phone.Size.DESKTOP) {
                browser.screenshotOfAll(folder.resolve(name + ".png"));
            } else {
                browser.screenshot(folder.resolve(name + ".png"));
            }
        }
    }

    private void phone(TestService service, String look) throws Exception {
        try (Phone phone = Phone.unpaired(service, Phone.Size.PHONE, "en")) {
            pair(phone, service, "Ada " + look, look);
            take(phone, "phone-pair-" + look);
            phone.decide("not_duplicate");
            take(phone, "phone-" + look);
            phone.decide("modest");
            phone.decide("not_modest");
            phone.until("they are sent", () -> phone.text("#progress").startsWith("3 today"));
            phone.tap("#open-today");
            take(phone, "phone-today-" + look);
            phone.tap("#today-list li:last-child button");
            phone.tap("#today .strong");
            phone.until("it is taken back", () -> phone.text("#progress").startsWith("2 today"));
        }
    }

    private void desktop(TestService service, String look) throws Exception {
        try (Phone phone = Phone.unpaired(service, Phone.Size.DESKTOP, "de")) {
            pair(phone, service, "Bea " + look, look);
            phone.decide("not_duplicate");
            take(phone, "desktop-" + look);
            phone.undo();
            phone.until("it is taken back", () -> phone.text("#progress").startsWith("0 heute"));
        }
    }

    private static void pair(Phone phone, TestService service, String name, String look) throws Exception {
        phone.wear(look);
        phone.open(service.add(name).get("url").asText());
        phone.untilReady();
    }

    private void take(Phone phone, String name) throws Exception {
        phone.untilStill();
        phone.screenshot(folder.resolve(name + ".png"));
    }

    private static void fill(TestDatabase database, Shop shop) throws Exception {
        String[] titles = {
            "Kira Midi Dress in Olive", "Biarritz Tiered Dress", "Evalda Crepe Maxi Dress", "Tilly Long Sleeve Dress",
            "Violetta Linen Dress", "Lovise Pleated Dress", "Halsey Ankle Dress", "Mina Shirt Dress"
        };
        for (int i = 0; i < titles.length; i++) {
            database.queue("https://shop.example/" + i, "modesty", "normal", "2025-11-07 09:00:0" + i, """
                    {"title": "%s", "brand": "Bardot", "price": "%d", "original_price": "%d", "clothing_type": "dress",
                     "image_urls": ["%s", "%s", "%s"]}
                    """.formatted(
                            titles[i],
                            64 + 7 * i,
                            129 + 9 * i,
                            shop.url("/" + i + "a.png"),
                            shop.url("/" + i + "b.png"),
                            shop.url("/" + i + "c.png")));
        }
        database.queue("https://shop.example/linen-sand", "duplication", "high", "2025-11-07 08:00:00", """
                        {"title": "Linen Wrap Dress in Sand", "brand": "Faithfull", "price": "189", "image_urls": ["%s"]}
                        """.formatted(
                                shop.url("/sand.png")))
                .run("""
                        UPDATE assessment_queue SET suspected_match_data = json_object('strategy', 'similar_title',
                            'confidence', 0.91, 'title', 'Linen Wrap Dress', 'url', 'https://shop.example/linen',
                            'price', '179', 'image_urls', json_array(?))
                        WHERE review_type = 'duplication'
                        """, shop.url("/linen.png"));
        for (int i = 0; i < 40; i++) {
            shop.answers(Garment.png(i * 0.13f % 1));
        }
    }
}
