package dev.tandem.laptop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;

/** A broker, a server that waits to be started, and a laptop. */
abstract class SyncFixture extends BrokerTest {
    Server server() {
        return Server.create(folder.resolve("server.db"), kafka());
    }

    Database adopted(String name) {
        Database tiny = Database.tiny(folder.resolve(name));
        assertThat(Verb.run("adopt", tiny.toString()).exitCode()).isZero();
        return tiny;
    }
}
