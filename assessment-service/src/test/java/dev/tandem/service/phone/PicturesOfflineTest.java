package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.service.Shop;
import dev.tandem.service.TestDatabase;
import dev.tandem.service.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsChromium
class PicturesOfflineTest {
    @Test
    void the_pictures_of_what_comes_next_are_there_without_a_connection(@TempDir Path data) throws Exception {
        try (Shop shop = Shop.open()) {
            TestDatabase database = TestDatabase.create(data.resolve("server/products.db"));
            for (int i = 1; i <= 3; i++) {
                database.queue("https://shop.example/" + i, """
                        {"title": "Dress %d", "clothing_type": "dress", "image_urls": ["%s"]}
                        """.formatted(i, shop.url("/" + i + ".png")));
                shop.answers(Shop.PIXEL);
            }
            try (TestService service = TestService.start(data, database, TestService.NOWHERE, shop.outside());
                    Phone phone = Phone.paired(service, "Ada")) {
                phone.untilOfflineReady();
                phone.until("all pictures are kept", () -> Long.valueOf(3).equals(phone.ask("""
                        const done = arguments[0];
                        caches.open("pictures").then((kept) => kept.keys()).then((keys) => done(keys.length));
                        """)));
                phone.wire().cut();
                phone.reload();
                phone.decide("modest");
                phone.untilStill();
                assertThat(phone.title()).isEqualTo("Dress 2");
                assertThat(phone.is("return document.querySelector('#gallery img').naturalWidth === 1"))
                        .isTrue();
            }
        }
    }
}
