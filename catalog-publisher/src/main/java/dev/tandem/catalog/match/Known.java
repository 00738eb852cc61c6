package dev.tandem.catalog.match;

/** A product that is known, as it passes by what is sought. */
record Known(String url, Fingerprint fingerprint) {
    static Known of(Traits traits) {
        return new Known(traits.url(), Fingerprint.of(traits));
    }
}
