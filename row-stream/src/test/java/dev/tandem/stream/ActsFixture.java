package dev.tandem.stream;

import static dev.tandem.stream.Events.URL;
import static dev.tandem.stream.Events.listed;
import static dev.tandem.stream.Events.sentBy;
import static dev.tandem.stream.Events.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.TestNode.SettableClock;
import dev.tandem.stream.act.Keep;
import dev.tandem.stream.act.Retraction;
import dev.tandem.stream.conflict.Conflict;
import dev.tandem.stream.conflict.Conflicts;
import dev.tandem.stream.node.Role;
import dev.tandem.stream.register.VerdictRegister;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A laptop and a server with a product, two people who decide otherwise about it, and what may be done about that. */
abstract class ActsFixture {
    @TempDir
    Path folder;

    final SettableClock clock = new SettableClock("2025-11-25T10:00:00");
    final Envelope adas = sentBy("phone", verdict(Decision.MODEST, "2025-11-23T10:00:00"));
    final Envelope bobs = sentBy("laptop-2", verdict(Decision.NOT_MODEST, "2025-11-23T11:00:00"));
    TestNode laptop;
    TestNode server;

    @BeforeEach
    void makeTwoNodes() {
        laptop = TestNode.create(folder.resolve("laptop.db"), Role.LAPTOP, clock);
        server = TestNode.create(folder.resolve("server.db"), Role.SERVER, clock);
        Envelope product = sentBy("laptop", listed("Dress", "2025-11-20"));
        server.merge(List.of(product));
        laptop.merge(server.sent());
    }

    @AfterEach
    void close() {
        laptop.close();
        server.close();
    }

    void assertConverged() {
        laptop.merge(server.sent());
        assertThat(WalkTest.difference(laptop, server)).isEmpty();
    }

    static void retract(TestNode node) {
        node.file.write(
                "retract",
                sql -> Retraction.retract(sql, node.context, new VerdictRegister(sql).read(URL, ReviewType.MODESTY)));
    }

    static void keep(TestNode node, Conflict conflict, Conflict.Side side) {
        node.file.write("keep", sql -> {
            Keep.keep(sql, node.context, conflict, side);
            return true;
        });
    }

    static Conflict conflict(TestNode node) {
        return node.file.read("read", sql -> new Conflicts(sql).all().get(0));
    }

    static Conflict find(TestNode node, String id) {
        return node.file.read("read", sql -> new Conflicts(sql).find(id).orElseThrow());
    }

    static long open(TestNode node) {
        return node.file.read("read", Conflicts::open);
    }

    static String status(TestNode node) {
        return node.one("SELECT modesty_status FROM products WHERE url = ?", URL);
    }
}
