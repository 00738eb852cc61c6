package dev.tandem.catalog.match;

import java.util.List;

/**
 * A known product, and the titles among those sought that are like its own. Which they are does not depend on what else
 * has passed by, so that many products are looked at at once; what is best among them is settled in the products' order.
 */
record Look(Known product, List<Alike> alike) {
    /** A title that is sought, by its entry, and how the product was found to be like it. */
    record Alike(int entry, Match match) {}
}
