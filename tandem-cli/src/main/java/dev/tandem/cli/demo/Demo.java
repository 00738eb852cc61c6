package dev.tandem.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.VerbOptions;
import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.output.Table;
import dev.tandem.cli.process.Apart;
import dev.tandem.cli.process.ChildApp;
import dev.tandem.cli.process.StopSignal;
import dev.tandem.cli.process.TemporaryFolder;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole story on an embedded broker, in a temporary folder. */
@Command(
        name = "demo",
        description = {
            "Tells the whole story on an embedded broker, in a temporary folder: a laptop's database is adopted and pushed,"
                    + " products are assessed through the phone's API, and the verdicts are merged back.",
            "The database that it is given is copied first and never changed.",
            "With --keep it stays until Ctrl-C, so that all that waits in the file can be assessed on a phone of one's own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tandem demo                                                # on a small catalog of invented shops",
            "  tandem demo --database products.db --phone-assessments 20  # on a copy of your own",
            "  tandem demo --database products.db --keep                  # and a phone of your own"
        })
public final class Demo implements Callable<Integer> {
    private static final int USUAL = 10;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(60);

    @Mixin
    VerbOptions options;

    @Option(names = "--database", paramLabel = "FILE", description = "A database to copy. Default: a small catalog.")
    @Nullable
    Path database;

    @Option(
            names = "--phone-assessments",
            paramLabel = "N",
            description = "How many products are assessed on the phone. Default: 10; with --keep none.")
    @Nullable
    Integer wanted;

    @Option(
            names = "--keep",
            description = "Leave the broker and the service running until Ctrl-C, and print a link that pairs a phone.")
    boolean keep;

    /** What {@code --json} answers, with {@code --keep} as soon as a phone can be paired. */
    record Told(
            int published,
            int assessed,
            int merged,
            boolean converged,
            int compared,
            long durationMs,
            @Nullable Kept kept) {}

    @Override
    public Integer call() throws Exception {
        int assessments = Objects.requireNonNullElse(wanted, keep ? 0 : USUAL);
        if (assessments < (keep ? 0 : 1)) {
            throw UserError.usage(
                    "--phone-assessments is " + assessments + ", but at least one product has to be assessed.",
                    "Try --phone-assessments 10, or --keep to assess them yourself.");
        }
        try (StopSignal stop = StopSignal.install(GRACE);
                TemporaryFolder folder = TemporaryFolder.make("tandem-demo")) {
            Path laptop = folder.path().resolve("laptop-products.db");
            prepare(laptop);
            return tell(folder.path(), laptop, assessments, stop);
        }
    }

    private void prepare(Path laptop) throws IOException, SQLException {
        Path given = database;
        if (given == null) {
            SampleCatalog.create(laptop);
            return;
        }
        if (Files.isDirectory(given)) {
            throw UserError.failed(given + " is a folder, not a database.", "Name the file itself (--database).");
        }
        if (!Files.isRegularFile(given)) {
            throw UserError.failed("There is no file " + given + ".", "Check the path (--database).");
        }
        try {
            new DemoDatabase(given).copyTo(laptop);
            DemoDatabase.forgetTandem(laptop);
        } catch (SQLException e) {
            throw UserError.failed(
                    "Could not copy " + given + ": " + e.getMessage(),
                    "Check that it is an SQLite database that you may read.");
        }
    }

    private int tell(Path folder, Path laptopFile, int assessments, StopSignal stop) throws Exception {
        long started = System.nanoTime();
        Output output = options.output();
        output.progress("Starting a broker and the service …");
        String data = folder.resolve("server").toString();
        try (ChildApp broker = child(folder, "broker", "--broker-port", "0", "--data", data)) {
            String kafka = text(broker.answer(START, stop::requested), "bootstrapServers");
            String server = Path.of(data, "server", "products.db").toString();
            try (ChildApp service = child(
                    folder,
                    "service",
                    "--port",
                    "0",
                    "--data",
                    data,
                    "--database",
                    server,
                    "--bootstrap-servers",
                    kafka)) {
                String url = text(service.answer(START, stop::requested), "serviceUrl");
                Told told = tell(new Laptop(laptopFile, kafka, url, stop), data, url, assessments, started);
                output.json(told);
                boolean whole = told.converged() && told.merged() == told.assessed();
                output.line();
                output.line(
                        whole
                                ? output.styled(Style.GOOD, "In step.")
                                : output.styled(Style.WARNING, "Not in step: this is a bug, please report it."));
                if (told.kept() != null) {
                    told.kept().tell(output);
                    stop.await();
                }
                return whole ? ExitCode.DONE : ExitCode.FAILED;
            }
        }
    }

    private Told tell(Laptop laptop, String data, String url, int assessments, long started) throws Exception {
        Output output = options.output();
        DemoDatabase laptopFile = new DemoDatabase(laptop.file());
        DemoDatabase serverFile = new DemoDatabase(Path.of(data, "server", "products.db"));

        JsonNode adopted = laptop.run("adopt", laptop.file().toString());
        step(
                1,
                "adopt",
                adopted.path("products").asInt() + " products and "
                        + adopted.path("queue").asInt() + " reviews in the laptop's file, taken as they are");

        int published = 0;
        int missing = assessments - laptopFile.pending();
        if (missing > 0) {
            Path feed = laptop.file().resolveSibling("feed.json");
            SampleCatalog.writeFeed(feed, missing);
            // The sample shops are known by names of their own.
            JsonNode run = laptop.run(
                    "catalog",
                    "run",
                    "--retailer",
                    "sample",
                    "--category",
                    "new",
                    "--any-host",
                    "--feed",
                    feed.toString());
            published += run.path("sent").asInt();
            output.line("   (a catalog run found " + run.path("new").asInt() + " new products to review)");
        }

        published += laptop.run("sync", "--yes").path("sent").asInt();
        step(2, "push", published + " rows and verdicts to the server, which merged them and answered");

        Journey journey = Journey.NONE;
        if (assessments > 0) {
            journey = travel(laptop, data, url, assessments);
        } else {
            // What the server made of what it was sent, such as the products of verdicts that came with the queue.
            laptop.run("sync", "--yes");
        }

        Map<String, Long> mine = laptopFile.rows();
        Map<String, Long> theirs = serverFile.rows();
        TreeSet<String> different = new TreeSet<>(mine.keySet());
        different.addAll(theirs.keySet());
        different.removeIf(key -> Objects.equals(mine.get(key), theirs.get(key)));
        step(
                7,
                "compare",
                mine.size() + " rows on the laptop, " + theirs.size() + " on the server, " + different.size()
                        + " different");
        different.stream().limit(10).forEach(key -> output.line("     " + key));
        show(journey.verdicts());
        return new Told(
                published,
                journey.verdicts().size(),
                journey.merged(),
                different.isEmpty() && journey.allWaited(),
                mine.size(),
                (System.nanoTime() - started) / 1_000_000,
                keep ? Kept.of(url, laptop, data) : null);
    }

    /** Verdicts on their way from the phone to the laptop's file. */
    private record Journey(List<Phone.Verdict> verdicts, boolean allWaited, int merged) {
        static final Journey NONE = new Journey(List.of(), true, 0);
    }

    private Journey travel(Laptop laptop, String data, String url, int assessments) throws Exception {
        DemoDatabase laptopFile = new DemoDatabase(laptop.file());
        JsonNode paired = laptop.runAnywhere(List.of("reviewers", "add", "demo", "--data", data));
        Settings none = Settings.of(Map.of(), Map.of(), List.of(), List.of());
        Phone phone = new Phone(url, paired.path("token").asText(), none.get(CommonSettings.CLOCK_ZONE), laptop.stop());
        List<Phone.Verdict> verdicts = phone.assess(assessments);
        step(3, "assess", verdicts.size() + " products through the phone's API, each answered once it was kept");

        int waiting = 0;
        for (Phone.Verdict verdict : verdicts) {
            waiting += laptopFile.hasPending(verdict.productUrl()) ? 1 : 0;
        }
        step(4, "pending", "the laptop knows nothing of it yet: " + waiting + " of them still pending there");

        JsonNode synced = laptop.run("sync", "--yes");
        step(
                5,
                "sync",
                synced.path("applied").asInt() + " events merged in "
                        + synced.path("durationMs").asInt() + " ms");

        int merged = 0;
        for (Phone.Verdict verdict : verdicts) {
            merged += laptopFile.shows(verdict) ? 1 : 0;
        }
        step(6, "merged", merged + " verdicts in the laptop's file, the time of the tap unchanged");
        return new Journey(verdicts, waiting == verdicts.size(), merged);
    }

    private void step(int number, String name, String what) {
        Output output = options.output();
        if (output.isJson()) {
            output.progress(number + "/7 " + name + ": " + what);
        } else {
            output.line(number + "  " + output.styled(Style.BOLD, "%-8s".formatted(name)) + " " + what);
        }
    }

    private void show(List<Phone.Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        Output output = options.output();
        Table table = Table.of("product", "verdict", "type", "assessed_at on both sides");
        for (Phone.Verdict verdict : verdicts) {
            table.row(shortened(verdict.title()), verdict.decision(), verdict.clothingType(), verdict.assessedAtText());
        }
        output.line();
        output.table(table);
    }

    private static String shortened(String title) {
        return title.length() <= 40 ? title : title.substring(0, 39) + "…";
    }

    private ChildApp child(Path folder, String... verbAndFlags) {
        Output output = options.output();
        return ChildApp.start(
                List.of(verbAndFlags), line -> output.note(verbAndFlags[0] + ": " + line), Apart.in(folder));
    }

    private static String text(java.util.Optional<JsonNode> answer, String key) {
        return answer.map(a -> a.path(key).asText()).orElseThrow(Demo::stopped);
    }

    static UserError stopped() {
        return UserError.failed("The demo was stopped.", "Start it again: tandem demo");
    }
}
