package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

@NeedsChromium
class PhoneTest {
    private TestService service;
    private TestDatabase database;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        database = service.database();
        Catalog.queueDresses(database, 3);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_paired_phone_assesses_one_product_after_the_other(Phone.Size size) throws Exception {
        try (Phone phone = Phone.paired(service, "Ada", size, "en")) {
            assertThat(phone.title()).isEqualTo("Dress 1");
            assertThat(phone.text("#facts .price")).isEqualTo("$101");
            phone.decide("modest");
            phone.decide("moderately_modest");
            phone.decide("not_modest");
            assertThat(phone.text("#nothing-title")).isEqualTo("Nothing waits for a review");
            phone.until("all are sent", () -> phone.text("#progress").equals("3 today"));
        }
        assertThat(database.rows("""
                SELECT product_url, review_decision, reviewed_by FROM assessment_queue ORDER BY product_url
                """))
                .containsExactly(
                        "https://shop.example/1|modest|Ada",
                        "https://shop.example/2|moderately_modest|Ada",
                        "https://shop.example/3|not_modest|Ada");
    }

    @Test
    void a_verdict_carries_the_clothing_type_and_the_note() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada")) {
            phone.find("#clothing-types input[value=outerwear]").click();
            phone.tap("#add-note");
            phone.find("#note").sendKeys("a coat, really");
            phone.decide("modest");
            assertThat(phone.find("#note").getDomProperty("value")).isEmpty();
            phone.until("it is sent", () -> phone.text("#progress").equals("1 today"));
        }
        assertThat(database.rows("SELECT reviewer_notes FROM assessment_queue WHERE product_url LIKE '%/1'"))
                .containsExactly("a coat, really");
    }

    @Test
    void a_product_without_a_clothing_type_is_not_judged_before_one_is_chosen() throws Exception {
        database.queue("https://shop.example/0", "modesty", "high", "2025-11-01 09:00:00", "{\"title\": \"Thing\"}")
                .run("UPDATE assessment_queue SET category = 'new now' WHERE product_url = 'https://shop.example/0'");
        try (Phone phone = Phone.paired(service, "Ada")) {
            phone.tap("[data-decision=modest]");
            phone.until("it asks for the type", () -> phone.shows("#hint"));
            assertThat(phone.title()).isEqualTo("Thing");
            phone.find("#clothing-types input[value=other]").click();
            phone.decide("modest");
            assertThat(phone.title()).isEqualTo("Dress 1");
        }
    }

    @Test
    void an_undo_brings_the_product_back_here_and_on_the_server() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada")) {
            phone.decide("not_modest");
            phone.until("it is sent", () -> phone.text("#progress").equals("1 today"));
            phone.undo();
            phone.until("the product is back", () -> phone.title().equals("Dress 1"));
            phone.until("the server has taken it back", () -> pending() == 3);
            phone.decide("modest");
            phone.until("the new verdict is sent", () -> pending() == 2);
        }
        assertThat(database.rows("SELECT review_decision FROM assessment_queue WHERE product_url LIKE '%/1'"))
                .containsExactly("modest");
    }

    @Test
    void the_list_of_today_says_where_each_verdict_is_and_takes_any_of_them_back() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada")) {
            phone.decide("modest");
            phone.decide("not_modest");
            phone.until("both are sent", () -> phone.text("#progress").equals("2 today"));
            phone.tap("#open-today");
            assertThat(phone.texts("#today-list .title")).containsExactly("Dress 2", "Dress 1");
            assertThat(phone.texts("#today-list .state")).allMatch(state -> state.endsWith("on the server"));
            phone.tap("#today-list li:last-child button");
            phone.until(
                    "it is taken back",
                    () -> phone.texts("#today-list .state").get(1).endsWith("taken back"));
            phone.tap("#today .strong");
            assertThat(phone.title()).isEqualTo("Dress 1");
        }
    }

    @Test
    void a_suspected_duplicate_is_shown_beside_what_it_may_be() throws Exception {
        Catalog.queueDuplicate(database);
        try (Phone phone = Phone.paired(service, "Ada")) {
            assertThat(phone.title()).isEqualTo("Linen Wrap Dress in Sand");
            assertThat(phone.text("#match-facts .title")).isEqualTo("Linen Wrap Dress");
            assertThat(phone.text("#match-facts .price")).isEqualTo("$179");
            assertThat(phone.text("#match-facts .was")).isEqualTo("$199");
            assertThat(phone.find("#match-facts .link").getDomAttribute("href"))
                    .isEqualTo("https://shop.example/linen");
            assertThat(phone.texts("#reasons dd"))
                    .containsExactly("similar title, price close by", "91\u00a0%", "189 against 179");
            assertThat(phone.shows("#clothing")).isFalse();
            phone.decide("not_duplicate");
            phone.until("it is sent", () -> phone.text("#progress").equals("1 today"));
        }
        assertThat(database.rows("""
                SELECT status, review_decision FROM assessment_queue WHERE review_type = 'duplication'
                """)).containsExactly("reviewed|not_duplicate");
    }

    @Test
    void what_a_scraper_wrote_is_shown_and_never_run() throws Exception {
        String hostile = "<script>document.title='taken'</script><img src=x onerror=\\\"document.title='taken'\\\">";
        database.queue("https://shop.example/0", "modesty", "high", "2025-11-01 09:00:00", """
                {"title": "%s", "brand": "%s", "price": "%s", "clothing_type": "dress"}
                """.formatted(
                        hostile, hostile, hostile));
        try (Phone phone = Phone.paired(service, "Mallory")) {
            assertThat(phone.title()).startsWith("<script>document.title='taken'</script><img");
            assertThat(phone.driver().findElements(By.cssSelector("#facts script, #facts img")))
                    .isEmpty();
            phone.decide("modest");
            phone.tap("#open-today");
            assertThat(phone.texts("#today-list .title").get(0)).startsWith("<script>");
            assertThat(phone.driver().findElements(By.cssSelector("#today-list script, #today-list p img")))
                    .isEmpty();
            assertThat(phone.driver().getTitle()).doesNotContain("taken");
        }
    }

    @Test
    void swiping_the_text_of_a_product_gives_a_verdict() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada")) {
            phone.swipe("#facts", 150, 0);
            phone.until("the next product", () -> phone.title().equals("Dress 2"));
            phone.swipe("#facts", 20, 10);
            phone.swipe("#facts", 0, -150);
            phone.until("the next product", () -> phone.title().equals("Dress 3"));
            phone.swipe("#facts", -150, 0);
            phone.until("all are sent", () -> phone.text("#progress").equals("3 today"));
        }
        assertThat(database.rows("SELECT review_decision FROM assessment_queue ORDER BY product_url"))
                .containsExactly("modest", "moderately_modest", "not_modest");
    }

    @Test
    void keys_do_what_buttons_do() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada", Phone.Size.DESKTOP, "en")) {
            phone.find("body").sendKeys("1");
            phone.until("the next product", () -> phone.title().equals("Dress 2"));
            phone.find("body").sendKeys("u");
            phone.until("the product is back", () -> phone.title().equals("Dress 1"));
            phone.find("body").sendKeys("n");
            phone.find("#note").sendKeys("123 u" + Keys.TAB);
            assertThat(phone.title()).isEqualTo("Dress 1");
            phone.find("body").sendKeys("l");
            phone.until("it is put off", () -> phone.title().equals("Dress 2"));
        }
    }

    @Test
    void a_filter_narrows_what_is_shown_and_stays() throws Exception {
        database.queue("https://shop.example/t", "{\"title\": \"Top\"}")
                .run("UPDATE assessment_queue SET category = 'tops' WHERE product_url = 'https://shop.example/t'");
        try (Phone phone = Phone.paired(service, "Ada")) {
            assertThat(phone.text("#pending")).isEqualTo("4 waiting");
            phone.tap("#open-filter");
            phone.find("#filter-category option[value=tops]").click();
            phone.tap("#filter .strong");
            phone.until("only tops are left", () -> phone.text("#pending").equals("1 waiting"));
            assertThat(phone.title()).isEqualTo("Top");
            phone.reload();
            assertThat(phone.title()).isEqualTo("Top");
            phone.decide("modest");
            phone.tap("#clear-filter");
            phone.until("the others are back", () -> phone.title().equals("Dress 1"));
        }
    }

    @Test
    void it_speaks_german() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada", Phone.Size.PHONE, "de")) {
            assertThat(phone.text("#pending")).isEqualTo("3 offen");
            assertThat(phone.text("[data-decision=modest] span")).isEqualTo("Dezent");
            assertThat(phone.find("html").getDomAttribute("lang")).isEqualTo("de");
        }
    }

    private long pending() {
        try {
            return Long.parseLong(database.rows("SELECT count(*) FROM assessment_queue WHERE status = 'pending'")
                    .get(0));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
