package dev.tandem.catalog.run;

import dev.tandem.catalog.feed.FieldNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How feeds are read, as the verbs that take them are told. */
public final class FeedOptions {
    @Option(
            names = "--map",
            paramLabel = "FIELD=NAME",
            description = "The feed has a field under another name: --map price=cost. May be repeated.")
    private Map<String, String> mapped = new LinkedHashMap<>();

    @Option(
            names = "--shop",
            paramLabel = "URL",
            description = "Where the shop is whose products.json this is; known of a feed that is fetched from there.")
    private @Nullable String shop;

    @Option(names = "--strict", description = "Refuse a feed, and change nothing, if anything in it is no product.")
    private boolean strict;

    @Option(
            names = "--any-host",
            description = "Take a feed although its addresses are where another retailer is known.")
    private boolean anyHost;

    @Option(
            names = "--catalog-rules",
            paramLabel = "FILE",
            description = "Your own rules for retailers: clothing types, product codes.")
    @Nullable
    String rules;

    /** The names of its fields that are other than a scraper's. */
    Map<String, String> mapped() {
        return mapped;
    }

    /** Where the shop is whose list it is, as given. */
    public Optional<String> shop() {
        return Optional.ofNullable(shop);
    }

    /** How it is read, with a word to the owner and a sign of progress where there is something to tell. */
    public Reading reading(Consumer<String> notes, Progress progress) {
        return new Reading(FieldNames.ofScrapers().with(mapped), strict, anyHost, notes, progress);
    }
}
