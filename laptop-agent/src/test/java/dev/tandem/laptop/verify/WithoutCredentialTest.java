package dev.tandem.laptop.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.laptop.connection.Service;
import dev.tandem.laptop.connection.ServiceAddress;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.verify.PeerDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A laptop that the service does not know. */
@Timeout(60)
class WithoutCredentialTest extends BrokerTest {
    @Test
    void a_stop_ends_the_waiting_for_a_later_receipt() throws IOException {
        Database laptop = Database.tiny(folder.resolve("laptop.db"));
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            server.start();
            assertThat(verb(laptop, "sync", "--yes").exitCode()).isZero();
            AtomicInteger asked = new AtomicInteger();
            VerifyAnswer answer = compare(laptop, asked);

            assertThat(answer.identical()).isFalse();
            assertThat(asked).hasValue(2);
        }
    }

    private static VerifyAnswer compare(Database laptop, AtomicInteger asked) throws IOException {
        HttpServer strict = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strict.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        strict.start();
        Terminal none = new Terminal(false, false, false, false);
        Output output = new Output(
                InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream(), none, false);
        Map<String, String> flags = Map.of(
                "--service-url", "http://127.0.0.1:" + strict.getAddress().getPort());
        ServiceAddress address = ServiceAddress.of(Settings.of(flags, Map.of(), List.of(), List.of()));
        try (SyncedFile file = SyncedFile.open(laptop.path())) {
            NodeContext context = Adoption.openOrCreate(
                            file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
            PeerDigest other = new PeerDigest("somebody", "0000000000000001", Instant.EPOCH);
            file.write("note the server's receipt in", other::write);
            LaptopFile opened = new LaptopFile(file, context, false, null);
            return new Verification(opened, kafka(), new Service(address, Optional.empty()), output)
                    .compare(() -> asked.incrementAndGet() == 2);
        } finally {
            strict.stop(0);
        }
    }
}
