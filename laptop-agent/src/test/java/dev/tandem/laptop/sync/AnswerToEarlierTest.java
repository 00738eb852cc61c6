package dev.tandem.laptop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.stream.adopt.Adoption;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.node.Role;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is slow to answer for what an earlier sync sent. */
class AnswerToEarlierTest extends SyncFixture {
    @ParameterizedTest
    @EnumSource(names = {"BOTH", "PULL"})
    void a_sync_with_nothing_to_send_waits_for_the_answer_to_an_earlier_one(Direction direction) {
        Database laptop = adopted("products.db");
        try (Server server = server()) {
            verb(laptop, "sync", "--yes", "--json", "--laptop-answer-within", "1ms")
                    .json(3);

            // The server comes on while this sync is under way, after its first look.
            Tally tally = sync(laptop, direction, () -> {
                server.runOnce();
                return false;
            });

            assertThat(tally.isWaitingForAnswer()).isFalse();
            assertThat(tally.confirmed()).isEqualTo(3);
            assertThat(laptop.one("SELECT count(*) FROM tandem_sent WHERE unanswered IS NOT NULL"))
                    .isEqualTo("0");
        }
    }

    private static Tally sync(Database database, Direction direction, BooleanSupplier stop) {
        Terminal none = new Terminal(false, false, false, false);
        Output output = new Output(
                InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream(), none, false);
        try (SyncedFile file = SyncedFile.open(database.path())) {
            NodeContext context = Adoption.openOrCreate(
                            file, Role.LAPTOP, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                    .context();
            return new SyncRun(new LaptopFile(file, context, false, null), kafka(), output, stop)
                    .run(direction, Duration.ofSeconds(20));
        }
    }
}
