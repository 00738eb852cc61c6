package dev.tandem.catalog.run;

import dev.tandem.catalog.match.Thresholds;
import dev.tandem.cli.settings.Setting;
import dev.tandem.cli.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of catalog runs. Percentages say from when on titles and prices count as alike. */
public final class CatalogSettings {
    /** Titles whose prices are close. */
    public static final Setting<Integer> SIMILAR_TITLE = Setting.number("catalog.similar-title", 85, 50, 100);

    /** Titles where one of the two has no price. */
    public static final Setting<Integer> SIMILAR_TITLE_ALONE =
            Setting.number("catalog.similar-title-alone", 90, 50, 100);

    /** By how much prices may differ, of the higher one. */
    public static final Setting<Integer> CLOSE_PRICE = Setting.number("catalog.close-price", 10, 0, 90);

    /** How long a file in a watched folder has to stay the same before it is taken. */
    public static final Setting<Duration> SETTLED_AFTER = Setting.duration("catalog.settled-after", "2s");

    /** How much is fetched of a feed on the web at most, in MB. */
    public static final Setting<Integer> LARGEST_FEED = Setting.number("catalog.largest-feed", 1_000, 1, 1_000_000);

    /** The owner's rules for retailers, before those that come with Tandem; none where it is empty. */
    public static final Setting<Path> RULES =
            Setting.of("catalog.rules", "", "the path of a file", text -> Path.of(text.strip()));

    /** All of them. */
    public static final List<Setting<?>> ALL =
            List.of(SIMILAR_TITLE, SIMILAR_TITLE_ALONE, CLOSE_PRICE, SETTLED_AFTER, LARGEST_FEED, RULES);

    private CatalogSettings() {}

    /** The owner's own file of rules, if there is one. */
    public static Optional<Path> rules(Settings settings) {
        return Optional.of(settings.get(RULES)).filter(path -> !path.toString().isEmpty());
    }

    static Thresholds thresholds(Settings settings) {
        return new Thresholds(
                settings.get(SIMILAR_TITLE) / 100.0,
                settings.get(SIMILAR_TITLE_ALONE) / 100.0,
                settings.get(CLOSE_PRICE) / 100.0);
    }
}
