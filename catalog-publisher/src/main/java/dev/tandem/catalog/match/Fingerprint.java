package dev.tandem.catalog.match;

/**
 * What a product is recognized by, as it is kept for many products at once: hashes, {@link Hash#NONE} where there is
 * nothing, and its title.
 *
 * @param price NaN where it is not known
 */
record Fingerprint(long url, long normalized, long code, long titleAndPrice, long image, Title title, double price) {
    static Fingerprint of(Traits traits) {
        double price = traits.price() == null ? Double.NaN : traits.price();
        Title title = Title.of(traits.title());
        return new Fingerprint(
                Hash.of(traits.url()),
                Hash.of(traits.normalized()),
                traits.code() == null ? Hash.NONE : Hash.of(traits.code()),
                title.isEmpty() || Double.isNaN(price) ? Hash.NONE : alike(title, price),
                traits.image() == null ? Hash.NONE : Hash.of(traits.image()),
                title,
                price);
    }

    /** The same for products that are to be compared with the same others. */
    long alike() {
        return alike(title, price);
    }

    boolean hasPrice() {
        return !Double.isNaN(price);
    }

    /** Whether titles and prices are both known, and both differ. */
    boolean differsFrom(Fingerprint other, double similar) {
        return !title.isEmpty()
                && !other.title.isEmpty()
                && hasPrice()
                && other.hasPrice()
                && price != other.price
                && Similarity.of(title, other.title, similar) < similar;
    }

    private static long alike(Title title, double price) {
        return Hash.of(Hash.of(title.text()), Double.doubleToLongBits(price));
    }
}
