package dev.tandem.laptop.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.stream.file.DamagedException;
import dev.tandem.stream.file.SyncedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutlookTest extends BrokerTest {

    @Test
    void more_events_than_can_be_looked_at_are_estimated() {
        Database laptop = Database.tiny(folder.resolve("products.db"));
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            StringBuilder products =
                    new StringBuilder("INSERT INTO products (url, title) VALUES ('https://b.example/0', 'x')");
            for (int i = 1; i < 300; i++) {
                products.append(", ('https://b.example/").append(i).append("', 'x')");
            }
            server.script(products.toString());

            Outlook exact = outlook(laptop, 300);
            Outlook estimated = outlook(laptop, 299);

            assertThat(exact.exact()).isTrue();
            assertThat(incoming(exact).wouldApply()).isEqualTo(300);
            assertThat(estimated.exact()).isFalse();
            assertThat(incoming(estimated).events()).isEqualTo(300);
            assertThat(incoming(estimated).wouldApply()).isEqualTo(300);
        }
    }

    @Test
    void trouble_with_the_file_is_not_told_as_trouble_with_the_broker() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.db"), "no database, and long enough to tell");
        Asked<Long> asked = Asked.start(kafka(), Duration.ofSeconds(20), atMost -> {
            try (SyncedFile file = SyncedFile.openReadOnly(damaged, path -> {})) {
                return file.read("read", sql -> sql.number("SELECT count(*) FROM sqlite_master"));
            }
        });
        assertThatThrownBy(asked::answer).isInstanceOf(DamagedException.class);
    }

    private static Incoming incoming(Outlook outlook) {
        return Objects.requireNonNull(outlook.incoming(), () -> String.valueOf(outlook.trouble()));
    }

    private static Outlook outlook(Database laptop, long exact) {
        Map<String, String> flags =
                Map.of("--bootstrap-servers", kafka().bootstrapServers(), "--service-url", "http://localhost:1");
        return Outlook.of(laptop.path(), Settings.of(flags, Map.of(), List.of(), List.of()), exact);
    }
}
