package dev.tandem.benchmarks.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What one would write first: each title is compared with all that are known, by a library's edit distance. */
final class Exhaustive {
    /** As far apart as titles may be at a similarity of 0.85. */
    private static final double EDITS = 0.15;

    private final InventedCatalog catalog;
    private final List<String> known = new ArrayList<>();
    private int next;

    Exhaustive(InventedCatalog catalog, int products) {
        this.catalog = catalog;
        for (int i = 0; i < products; i++) {
            known.add(title(i));
        }
    }

    /** Measured with so many items, each time with others. */
    double secondsPerItem(int items) {
        long started = System.nanoTime();
        for (int i = 0; i < items; i++) {
            String title = title(next++ % known.size());
            LevenshteinDistance distance = new LevenshteinDistance((int) (title.length() * EDITS));
            long alike = known.stream()
                    .filter(other -> distance.apply(title, other) >= 0)
                    .count();
            if (alike == 0) {
                throw new IllegalStateException(title + " is not like itself");
            }
        }
        return (System.nanoTime() - started) / 1e9 / items;
    }

    private String title(int product) {
        return catalog.product(product).title().toLowerCase(Locale.ROOT);
    }
}
