package dev.tandem.torture.settle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.schema.topic.Topic;
import dev.tandem.torture.plan.Part;
import dev.tandem.torture.site.Site;
import dev.tandem.torture.site.StreamLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All faults are over, nobody writes any more: the laptops sync until nothing moves. */
public final class Rest {
    private static final List<Part> LAPTOPS = List.of(Part.LAPTOP_ONE, Part.LAPTOP_TWO);
    private static final int ROUNDS = 15;
    private static final Duration IDLE_WITHIN = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_MS = 100;

    private final Site site;
    private final Consumer<String> progress;
    private final List<String> broken = new ArrayList<>();

    private Rest(Site site, Consumer<String> progress) {
        this.site = site;
        this.progress = progress;
    }

    /**
     * Brings it to rest.
     *
     * @return what is not as it should be: a status that told something else than the sync that followed, a node that does
     *     not come to rest, databases that {@code verify} finds different
     */
    public static List<String> bring(Site site, Consumer<String> progress) throws InterruptedException {
        Rest rest = new Rest(site, progress);
        rest.run();
        return rest.broken;
    }

    private void run() throws InterruptedException {
        for (Part part : List.of(Part.BROKER, Part.SERVICE)) {
            if (!site.isRunning(part)) {
                site.kill(part);
                site.start(part);
            }
        }
        progress.accept("asking each laptop's status, and whether its sync does what that said");
        for (Part laptop : LAPTOPS) {
            site.stop(laptop);
            awaitIdleServer();
            foresight(laptop);
        }
        int round = 0;
        boolean moved = true;
        while (moved && round++ < ROUNDS) {
            progress.accept("coming to rest, round " + round);
            moved = false;
            for (Part laptop : LAPTOPS) {
                moved |= sync(laptop);
            }
        }
        if (moved) {
            broken.add("the laptops do not come to rest: after " + ROUNDS + " rounds there is still something to sync");
        }
        awaitIdleServer();
        LAPTOPS.forEach(laptop -> quietly("status and verify of " + laptop.text(), () -> {
            status(laptop);
            verify(laptop);
        }));
    }

    private interface Asked {
        void ask() throws InterruptedException;
    }

    /** A verb that fails in peace is a fault that was found. */
    private void quietly(String what, Asked asked) {
        try {
            asked.ask();
        } catch (UserError e) {
            broken.add(what + " failed in peace: " + e.message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What status announces is what a sync then does, as long as nobody else does anything. Which events are applied and
     * which superseded may depend on the topic that is read first, as with a removal and a later verdict.
     */
    private void foresight(Part laptop) {
        quietly("status of " + laptop.text(), () -> {
            JsonNode said = connectedStatus(laptop);
            if (said.path("incoming").isNull()) {
                // A gap: what the topics held before nobody can tell, and a sync stops.
                return;
            }
            JsonNode done = ask(laptop, "sync", "--yes", "--pull-only");
            JsonNode incoming = said.path("incoming");
            compare(
                    laptop,
                    "events to take in",
                    sum(incoming, "wouldApply", "wouldSupersede"),
                    sum(done, "applied", "superseded"));
            compare(laptop, "conflicts", sum(incoming, "wouldConflict"), sum(done, "conflicts"));
            compare(laptop, "dead letters", sum(incoming, "wouldDeadLetter"), sum(done, "deadLettered"));
            long unsent = count(laptop, "SELECT count(*) FROM tandem_outbox WHERE topic = 'CHANGES'");
            if (unsent != said.path("outgoing").path("rows").asLong()) {
                broken.add("status of " + laptop.text() + " told of " + said.path("outgoing") + " to send, and "
                        + unsent + " wait");
            }
        });
    }

    private static long sum(JsonNode answer, String... keys) {
        return Arrays.stream(keys).mapToLong(key -> answer.path(key).asLong()).sum();
    }

    /** A status that gave up soon, as it does where a broker is slow, has told nothing of what comes in. */
    private JsonNode connectedStatus(Part laptop) throws InterruptedException {
        JsonNode said = ask(laptop, "status");
        for (int again = 0; isOffline(said) && again < ROUNDS; again++) {
            said = ask(laptop, "status");
        }
        if (isOffline(said)) {
            broken.add("status of " + laptop.text() + " does not reach a broker that is there");
        }
        return said;
    }

    private static boolean isOffline(JsonNode said) {
        return !said.path("server").path("reachable").asBoolean();
    }

    private void compare(Part laptop, String what, long told, long done) {
        if (told != done) {
            broken.add("status of " + laptop.text() + " told of " + told + " " + what + ", and sync did " + done);
        }
    }

    /** Whether anything moved. */
    private boolean sync(Part laptop) throws InterruptedException {
        try {
            JsonNode done = ask(laptop, "sync", "--yes");
            awaitIdleServer();
            return done.path("applied").asLong()
                            + done.path("sent").asLong()
                            + done.path("underWay").asLong()
                            + done.path("confirmed").asLong()
                    > 0;
        } catch (UserError e) {
            if (e.hint().contains("verify --repair")) {
                quietly("verify --repair", () -> ask(laptop, "verify", "--repair", "--service-url", site.serviceUrl()));
                return true;
            }
            broken.add("sync of " + laptop.text() + " failed in peace: " + e.message());
            return false;
        }
    }

    private void status(Part laptop) throws InterruptedException {
        JsonNode said = connectedStatus(laptop);
        // The server tells last, after all is sent, how far it has answered.
        for (int again = 0; said.path("outgoing").path("underWay").asBoolean() && again < ROUNDS; again++) {
            said = connectedStatus(laptop);
        }
        boolean silent = said.path("incoming").path("wouldApply").asLong() == 0
                && said.path("outgoing").path("rows").asLong() == 0;
        if (!said.path("inSync").asBoolean() || !silent) {
            broken.add("at rest, the status of " + laptop.text() + " tells " + said);
        }
        long open = count(laptop, "SELECT count(*) FROM tandem_conflict WHERE settled IS NULL");
        if (said.path("conflicts").asLong() != open) {
            broken.add("status of " + laptop.text() + " tells of " + said.path("conflicts")
                    + " open conflicts, and there" + " are " + open);
        }
    }

    private void verify(Part laptop) throws InterruptedException {
        JsonNode said = ask(laptop, "verify", "--service-url", site.serviceUrl());
        if (!said.path("identical").asBoolean() || said.path("damaged").asLong() > 0) {
            broken.add("verify of " + laptop.text() + " tells " + said);
        }
    }

    private JsonNode ask(Part laptop, String... verb) throws InterruptedException {
        Optional<JsonNode> answer = site.run(laptop, site.laptop(laptop, verb));
        return answer.orElseThrow(() -> new InterruptedException(String.join(" ", verb) + " was not waited for"));
    }

    /** The server has read all changes, and sent all that follows from them. */
    private void awaitIdleServer() throws InterruptedException {
        long until = System.nanoTime() + IDLE_WITHIN.toNanos();
        while (!isServerIdle()) {
            if (System.nanoTime() > until) {
                broken.add("the server does not come to rest within " + IDLE_WITHIN.toSeconds() + " s");
                return;
            }
            Thread.sleep(LOOK_AGAIN_MS);
        }
    }

    private boolean isServerIdle() {
        long end = StreamLog.end(site.bootstrapServers(), Topic.CHANGES);
        long next =
                count(Part.SERVICE, "SELECT coalesce(max(next), 0) FROM tandem_offset WHERE topic = 'tandem.changes'");
        return next == end
                && count(
                                Part.SERVICE,
                                "SELECT (SELECT count(*) FROM tandem_outbox) + (SELECT count(*) FROM tandem_change)")
                        == 0;
    }

    private long count(Part part, String query) {
        try {
            return site.file(part).use(connection -> {
                try (var row = connection.createStatement().executeQuery(query)) {
                    return row.getLong(1);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(part.text() + ": " + query, e);
        }
    }
}
