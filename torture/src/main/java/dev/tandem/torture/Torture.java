package dev.tandem.torture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.process.Apart;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.schema.topic.Topic;
import dev.tandem.torture.check.Check;
import dev.tandem.torture.check.Event;
import dev.tandem.torture.check.Evidence;
import dev.tandem.torture.check.NodeFile;
import dev.tandem.torture.fault.Injector;
import dev.tandem.torture.load.Catalog;
import dev.tandem.torture.load.Gate;
import dev.tandem.torture.load.Ledger;
import dev.tandem.torture.load.Load;
import dev.tandem.torture.plan.Fault;
import dev.tandem.torture.plan.Part;
import dev.tandem.torture.plan.Schedule;
import dev.tandem.torture.settle.Rest;
import dev.tandem.torture.site.Site;
import dev.tandem.torture.site.StreamLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One run: the site is started, works, meets its faults, comes to rest, and is judged. */
final class Torture {
    private static final List<String> REVIEWERS = List.of("Ada", "Ben", "Cleo");
    private static final Duration PAIRED_WITHIN = Duration.ofMinutes(1);
    private static final int COPIES_EVERY = 4;

    private final Schedule schedule;
    private final Path folder;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private final Ledger ledger = new Ledger();
    private final Gate gate = new Gate();
    private final List<ConsumerRecord<String, byte[]>> past = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private int missed;
    private int events;

    Torture(Schedule schedule, Path folder, StopSignal stop, Consumer<String> progress) {
        this.schedule = schedule;
        this.folder = folder;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @return what does not hold
     * @throws InterruptedException if it was asked to stop
     */
    List<String> run() throws InterruptedException, IOException, SQLException {
        try (Site site = new Site(folder, stop::requested)) {
            stop.onRequest(() -> closeNow(site));
            start(site);
            Load load = Load.start(site, folder, ledger, gate, schedule.seed(), pair());
            try {
                meetFaults(site);
            } finally {
                load.stop();
            }
            requireGoingOn();
            List<String> broken = new ArrayList<>(Rest.bring(site, progress));
            requireGoingOn();
            broken.addAll(ledger.surprises());
            broken.addAll(judge(site));
            return broken;
        }
    }

    private static void closeNow(Site site) {
        try {
            site.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireGoingOn() throws InterruptedException {
        if (stop.requested()) {
            throw new InterruptedException("asked to stop");
        }
    }

    private void start(Site site) throws InterruptedException, SQLException, IOException {
        progress.accept("starting a broker and a service");
        site.start(Part.BROKER);
        site.start(Part.SERVICE);
        progress.accept("adopting a laptop's file, and making a second laptop");
        site.file(Part.LAPTOP_ONE).use(Catalog::make);
        String file = site.file(Part.LAPTOP_ONE).path().toString();
        site.run(Part.LAPTOP_ONE, List.of("adopt", file));
        site.run(Part.LAPTOP_ONE, site.laptop(Part.LAPTOP_ONE, "sync", "--yes"));
        site.run(Part.LAPTOP_TWO, site.laptop(Part.LAPTOP_TWO, "sync", "--yes"));
        site.start(Part.LAPTOP_ONE);
        site.keepCopies();
    }

    private Map<String, String> pair() throws InterruptedException {
        Map<String, String> tokens = new TreeMap<>();
        for (String reviewer : REVIEWERS) {
            JsonNode added = ChildApp.run(
                            List.of(
                                    "reviewers",
                                    "add",
                                    reviewer,
                                    "--data",
                                    folder.resolve("data").toString()),
                            PAIRED_WITHIN,
                            Apart.in(folder),
                            stop::requested)
                    .orElseThrow(() -> new InterruptedException("asked to stop"));
            tokens.put(reviewer, added.path("token").asText());
        }
        return tokens;
    }

    private void meetFaults(Site site) throws InterruptedException, IOException, SQLException {
        Injector injector = new Injector(site, ledger, gate, schedule.seed(), stop::requested);
        long began = System.nanoTime();
        int count = 0;
        for (Fault fault : schedule.faults()) {
            awaitMillis(began, fault.atMillis());
            if (millisSince(began) > schedule.millis()) {
                missed++;
                continue;
            }
            if (count++ % COPIES_EVERY == 0) {
                site.keepCopies();
            }
            progress.accept(String.format(
                    "%3d s  %s  (%d acknowledged)", millisSince(began) / 1000, fault.inWords(), ledger.acknowledged()));
            for (Part part : Part.values()) {
                site.log(part, "FAULT " + fault.inWords());
            }
            if (injector.inject(fault)) {
                faults.merge(fault.kind().text(), 1, Integer::sum);
            } else {
                missed++;
            }
            lookForTheDead(site, !injector.past().isEmpty());
        }
        past.addAll(injector.past());
        awaitMillis(began, schedule.millis());
    }

    /**
     * Whoever should run and has ended by itself was not able to bear a fault. But a laptop stops where something is missing
     * in the topics, and its user repairs it.
     */
    private void lookForTheDead(Site site, boolean topicsLostSomething) throws InterruptedException {
        for (Part part : List.of(Part.BROKER, Part.SERVICE, Part.LAPTOP_ONE)) {
            var ended = site.ended(part);
            if (ended.isPresent()) {
                site.kill(part);
                if (part == Part.LAPTOP_ONE && topicsLostSomething) {
                    repair(site, part);
                } else {
                    ledger.surprise(part.text() + " has ended by itself, with exit code " + ended.get());
                }
                site.start(part);
            }
        }
    }

    private static void repair(Site site, Part laptop) throws InterruptedException {
        try {
            site.run(laptop, site.laptop(laptop, "verify", "--repair", "--service-url", site.serviceUrl()));
        } catch (UserError away) {
            site.log(laptop, "not repaired yet: " + away.message());
        }
    }

    private void awaitMillis(long began, long millis) throws InterruptedException {
        if (stop.await(Duration.ofMillis(Math.max(0, millis - millisSince(began))))) {
            throw new InterruptedException("asked to stop");
        }
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private List<String> judge(Site site) {
        progress.accept("judging");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(past);
        records.addAll(StreamLog.read(site.bootstrapServers(), List.of(Topic.values())));
        List<Event> all = records.stream().map(Event::of).toList();
        events = all.size();
        Evidence evidence = new Evidence(
                ledger,
                node(site, Part.SERVICE),
                List.of(node(site, Part.LAPTOP_ONE), node(site, Part.LAPTOP_TWO)),
                all);
        List<String> broken = new ArrayList<>();
        for (Check check : Check.ALL) {
            check.broken(evidence).forEach(what -> broken.add(check.name() + ": " + what));
        }
        return broken;
    }

    private static NodeFile node(Site site, Part part) {
        return new NodeFile(part.text(), site.file(part).path());
    }

    /** Faults that met something, by kind. */
    Map<String, Integer> faults() {
        return faults;
    }

    /** Faults that met nothing. */
    int missed() {
        return missed;
    }

    /** Records that were checked. */
    int events() {
        return events;
    }

    /** What was acknowledged. */
    Ledger ledger() {
        return ledger;
    }
}
