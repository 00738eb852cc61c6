package dev.tandem.catalog.feed;

import dev.tandem.cli.error.UserError;
import java.net.URI;
import java.util.Optional;

/**
 * Where a feed comes from.
 *
 * @param name what it is called in messages
 * @param shop the shop whose products it names by handles, {@code https://shop.example}, where that is known
 */
public record Origin(String name, Optional<String> shop) {
    /** A feed of which only the name is known. */
    public static Origin named(String name) {
        return new Origin(name, Optional.empty());
    }

    /**
     * The shop at an address.
     *
     * @throws UserError if it is no address
     */
    public static String shopAt(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "https://" + address);
            if (uri.getHost() != null && uri.getScheme().matches("(?i)https?")) {
                String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
                return uri.getScheme() + "://" + uri.getHost() + port;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw UserError.usage("The shop " + address + " is no address.", "It is https://HOST (--shop).");
    }
}
