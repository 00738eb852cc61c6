package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several phones, and a phone that is not to be one any more. */
@NeedsChromium
class TogetherTest {
    private TestService service;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        service = TestService.start(data);
        Catalog.queueDresses(service.database(), 12);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void two_phones_at_once_see_different_products_and_the_same_counts() throws Exception {
        try (Phone ada = Phone.paired(service, "Ada");
                Phone bob = Phone.paired(service, "Bob")) {
            assertThat(ada.title()).isEqualTo("Dress 1");
            assertThat(bob.title()).isNotEqualTo("Dress 1");
            ada.decide("modest");
            ada.decide("modest");
            assertThat(ada.title()).isEqualTo("Dress 3");
            bob.until("Bob sees that two are done", () -> bob.text("#pending").equals("10 waiting"));
            assertThat(bob.text("#progress")).isEqualTo("0 today");
        }
    }

    @Test
    void a_revoked_phone_says_so_keeps_its_verdicts_and_sends_them_once_it_is_paired_again() throws Exception {
        try (Phone phone = Phone.paired(service, "Ada")) {
            TestService.verb(service.data(), "reviewers", "revoke", "Ada");
            phone.decide("modest");
            phone.until("it says so", () -> phone.text("[data-name=unpaired]").contains("One verdict waits"));
            assertThat(service.database().rows("SELECT 1 FROM assessment_queue WHERE status = 'reviewed'"))
                    .isEmpty();

            phone.open(service.add("Ada").get("url").asText());
            phone.until(
                    "it is sent after all",
                    () -> phone.text("#progress").equals("1 today") && !phone.shows("[data-name=unpaired]"));
            assertThat(service.database().rows("SELECT reviewed_by FROM assessment_queue WHERE status = 'reviewed'"))
                    .containsExactly("Ada");
        }
    }
}
