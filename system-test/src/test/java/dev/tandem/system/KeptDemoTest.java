package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.phone.NeedsChromium;
import dev.tandem.phone.Phone;
import dev.tandem.phone.Served;
import dev.tandem.system.Tandem.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that stays, with a phone of one's own. */
@NeedsChromium
class KeptDemoTest {
    @TempDir
    Path folder;

    @Test
    void all_that_waits_is_worked_through_on_a_phone_and_reaches_the_laptops_file() throws Exception {
        try (Running demo = Tandem.start(folder, "demo", "--keep")) {
            assertThat(demo.ready().path("converged").asBoolean()).isTrue();
            JsonNode kept = demo.ready().path("kept");
            Laptop laptop = Laptop.in(Path.of(kept.path("database").asText()));
            try (Phone phone = Phone.paired(new Kept(kept), "you")) {
                int waiting = Integer.parseInt(phone.text("#pending").replaceAll("\\D", ""));
                assertThat(waiting).isGreaterThan(10);
                for (int done = 1; done <= waiting; done++) {
                    String told = done + " today";
                    phone.tap("[data-decision=modest]");
                    phone.until(told, () -> phone.text("#progress").startsWith(told));
                }
                phone.until("all are sent", () -> phone.text("#progress").equals(waiting + " today"));
                assertThat(phone.shows("#nothing")).isTrue();

                laptop.sync(kept.path("bootstrapServers").asText(), 0);
                assertThat(laptop.verdictsBy("you")).hasSize(waiting);
            }
        }
    }

    private record Kept(JsonNode kept) implements Served {
        @Override
        public String url() {
            return kept.path("serviceUrl").asText();
        }

        @Override
        public String pairingLink(String reviewer) {
            return kept.path("pairingUrl").asText();
        }
    }
}
