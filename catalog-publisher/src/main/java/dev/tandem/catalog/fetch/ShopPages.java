package dev.tandem.catalog.fetch;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Shopify shop's {@code products.json}, which comes in pages until one is empty. A first page that has not changed says
 * nothing of the others, so each is asked for; if one has changed, all are fetched, as products move from page to page.
 */
final class ShopPages {
    private static final int MOST = 2_000;
    private static final int LONGEST_EMPTY = 200;
    private static final Pattern EMPTY = Pattern.compile("\\s*\\{\\s*\"products\"\\s*:\\s*\\[\\s*]\\s*}\\s*");
    private static final Pattern PAGED = Pattern.compile("(^|.*&)page=.*");

    private ShopPages() {}

    /** Whether the address is that of a shop's list, and no certain page of it. */
    static boolean isShop(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        return path.endsWith("/products.json") && !PAGED.matcher(query).matches();
    }

    /**
     * Gets all pages, one behind the other.
     *
     * @param known of the version that is known
     * @return of the version that was fetched; empty if no page has changed
     */
    static Optional<Validators> get(WebFeed feed, URI address, Validators known, Spool into)
            throws IOException, InterruptedException {
        List<Validators> pages = PageVersions.each(known);
        for (int number = 1; number <= pages.size(); number++) {
            Optional<Validators> changed = feed.get(page(address, number), pages.get(number - 1), into);
            if (changed.isPresent()) {
                if (number > 1) {
                    into.clear();
                }
                return Optional.of(all(feed, address, number == 1 ? List.of(changed.get()) : List.of(), into));
            }
        }
        return pages.isEmpty() ? Optional.of(all(feed, address, List.of(), into)) : Optional.empty();
    }

    /** Gets the pages behind those that are there. */
    private static Validators all(WebFeed feed, URI address, List<Validators> there, Spool into)
            throws IOException, InterruptedException {
        List<Validators> pages = new ArrayList<>(there);
        long last = 0;
        for (int number = pages.size() + 1; number <= MOST; number++) {
            long begin = into.size();
            pages.add(feed.get(page(address, number), Validators.NONE, into).orElse(Validators.NONE));
            if (number > 1 && isEmpty(into, begin)) {
                return PageVersions.together(pages);
            }
            if (number > 1 && isSame(into, last, begin)) {
                throw UserError.failed(
                        "The shop of " + Trouble.shown(address) + " gives the same page whatever number is asked for.",
                        "Name the page, if there is only one: products.json?page=1 (--feed). Nothing was changed.");
            }
            last = begin;
        }
        throw UserError.failed(
                "The shop of " + Trouble.shown(address) + " has more than " + MOST + " pages.",
                "Take it in parts: a feed for each of its collections. Nothing was changed.");
    }

    private static URI page(URI address, int number) {
        String query = address.getRawQuery() == null ? "limit=250" : address.getRawQuery();
        String whole = address.toString();
        int end = whole.indexOf('?') < 0 ? whole.length() : whole.indexOf('?');
        return URI.create(whole.substring(0, end) + "?" + query + "&page=" + number);
    }

    private static boolean isEmpty(Spool spool, long from) throws IOException {
        if (spool.size() - from > LONGEST_EMPTY) {
            return false;
        }
        try (InputStream in = spool.from(from)) {
            return EMPTY.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .matches();
        }
    }

    private static boolean isSame(Spool spool, long last, long from) throws IOException {
        int length = Math.toIntExact(from - last);
        if (spool.size() - from != length) {
            return false;
        }
        byte[] before;
        try (InputStream in = spool.from(last)) {
            before = in.readNBytes(length);
        }
        try (InputStream in = spool.from(from)) {
            return Arrays.equals(before, in.readNBytes(length));
        }
    }
}
