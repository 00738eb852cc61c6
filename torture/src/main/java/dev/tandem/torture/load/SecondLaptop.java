package dev.tandem.torture.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Json;
import dev.tandem.torture.load.Ledger.Synced;
import dev.tandem.torture.plan.Part;
import dev.tandem.torture.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** The laptop whose user runs {@code sync} now and then, and catalog runs in between. */
final class SecondLaptop {
    private static final long PAUSE_MS = 1_000;
    private static final int ITEMS = 5;

    private final Site site;
    private final Ledger ledger;
    private final Random random;
    private final Path feed;
    private Set<String> offered = Set.of();

    SecondLaptop(Site site, Ledger ledger, Random random, Path folder) {
        this.site = site;
        this.ledger = ledger;
        this.random = random;
        this.feed = folder.resolve("feed.json");
    }

    /** Runs a verb; answers how many milliseconds it rests then. */
    long runOnce() throws InterruptedException, IOException {
        try {
            if (random.nextInt(4) == 0) {
                catalogRun();
            } else {
                sync();
            }
        } catch (UserError failed) {
            if (failed.hint().contains("verify --repair")) {
                repair();
            }
        }
        return random.nextLong(PAUSE_MS);
    }

    private void sync() throws InterruptedException {
        long began = System.currentTimeMillis();
        Optional<JsonNode> answer = site.run(Part.LAPTOP_TWO, site.laptop(Part.LAPTOP_TWO, "sync", "--yes"));
        if (answer.isPresent()) {
            ledger.synced(new Synced(Part.LAPTOP_TWO, began, System.currentTimeMillis()));
        }
    }

    private void repair() throws InterruptedException {
        try {
            site.run(
                    Part.LAPTOP_TWO,
                    site.laptop(Part.LAPTOP_TWO, "verify", "--repair", "--service-url", site.serviceUrl()));
        } catch (UserError away) {
            // The service or the broker is away; the next sync says it once more.
        }
    }

    /** A feed that was not run to its end is run again. */
    private void catalogRun() throws InterruptedException, IOException {
        if (offered.isEmpty()) {
            Set<String> urls = new HashSet<>();
            for (int i = 0; i < ITEMS; i++) {
                urls.add("https://shop.example/catalog/" + UUID.randomUUID());
            }
            List<Map<String, Object>> items = urls.stream()
                    .map(url ->
                            Map.<String, Object>of("url", url, "title", "Gown " + url, "price", random.nextInt(900)))
                    .toList();
            Files.writeString(feed, Json.line(items));
            offered = urls;
        }
        Optional<JsonNode> answer = site.run(
                Part.PUBLISHER,
                site.laptop(
                        Part.LAPTOP_TWO,
                        "catalog",
                        "run",
                        "--retailer",
                        "shop",
                        "--category",
                        "dresses",
                        "--feed",
                        feed.toString()));
        if (answer.isPresent()) {
            ledger.listed(offered);
            offered = Set.of();
        }
    }
}
