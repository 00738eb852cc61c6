package dev.tandem.catalog.fetch;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A feed that was fetched from the web, whole. */
public final class Fetched implements AutoCloseable {
    private final Spool spool;
    private final Validators validators;

    private Fetched(Spool spool, Validators validators) {
        this.spool = spool;
        this.validators = validators;
    }

    /** Whether that is an address on the web. */
    public static boolean isAddress(String given) {
        String plain = given.toLowerCase(Locale.ROOT);
        return plain.startsWith("http://") || plain.startsWith("https://");
    }

    /** What the feed at an address is called, without what may be a secret in it. */
    public static String name(String address) {
        return Trouble.shown(uri(address));
    }

    /**
     * Fetches a feed; that of a shop in all its pages.
     *
     * @param known of the version that is known already
     * @param most how many bytes it may have
     * @param progress hears how many bytes there are so far, at each megabyte
     * @return empty if nothing has changed since the version that is known
     * @throws UserError if there is no feed to be had
     */
    public static Optional<Fetched> fetch(String address, Validators known, long most, LongConsumer progress)
            throws IOException {
        return fetch(address, known, most, progress, Manners.USUAL);
    }

    static Optional<Fetched> fetch(String address, Validators known, long most, LongConsumer progress, Manners manners)
            throws IOException {
        URI uri = uri(address);
        WebFeed feed = new WebFeed(uri, most, manners, Clock.systemUTC());
        Spool spool = Spool.make(most, progress);
        Optional<Fetched> fetched = Optional.empty();
        try {
            Optional<Validators> validators =
                    ShopPages.isShop(uri) ? ShopPages.get(feed, uri, known, spool) : feed.get(uri, known, spool);
            fetched = validators.map(now -> new Fetched(spool, now));
            return fetched;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("Fetching " + Trouble.shown(uri) + " was stopped.", "Nothing was changed.", e);
        } finally {
            if (fetched.isEmpty()) {
                spool.close();
            }
        }
    }

    /** Its content. */
    public InputStream content() throws IOException {
        return spool.from(0);
    }

    /** Of this version. */
    public Validators validators() {
        return validators;
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address.strip());
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw UserError.usage("The feed " + address + " is no address.", "It is https://HOST/PATH (--feed).");
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
