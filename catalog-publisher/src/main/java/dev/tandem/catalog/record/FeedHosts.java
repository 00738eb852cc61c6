package dev.tandem.catalog.record;

import dev.tandem.cli.error.UserError;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.SyncedFile;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a feed's addresses, which tell whose feed it is: one that was meant for another retailer would fill the
 * queue with products that are not what they are said to be.
 */
public final class FeedHosts {
    /** Further hosts than these are not told apart. */
    private static final int MOST_HOSTS = 1_000;
    /** So many products of each table are looked at, the newest. */
    private static final int MOST_LOOKED_AT = 20_000;
    /** Of fewer products nothing is concluded. */
    private static final int FEWEST = 5;

    private final Map<String, Integer> hosts = new HashMap<>();
    private int items;

    /** A table in which products of retailers are known. */
    private record Known(String table, String query) {}

    private static final List<Known> KNOWN = List.of(
            new Known("products", "SELECT url, retailer FROM products ORDER BY rowid DESC LIMIT ?"),
            new Known(
                    "catalog_products",
                    "SELECT catalog_url, retailer FROM catalog_products ORDER BY rowid DESC LIMIT ?"));

    /** Counts an item's address. */
    void count(String url) {
        items++;
        String host = host(url);
        if (hosts.size() < MOST_HOSTS || hosts.containsKey(host)) {
            hosts.merge(host, 1, Integer::sum);
        }
    }

    /**
     * Compares them with what a file knows.
     *
     * @return what is strange about them
     * @throws UserError if most of them are another retailer's
     */
    public Optional<String> compare(SyncedFile file, String feed, String retailer) {
        Map<String, Set<String>> retailersOfHost = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        int ours = file.read("read the hosts of", sql -> known(sql, retailer, retailersOfHost, names));
        int strange = 0;
        int others = 0;
        Map<String, Integer> ofOthers = new HashMap<>();
        for (Map.Entry<String, Integer> each : hosts.entrySet()) {
            Set<String> known = retailersOfHost.getOrDefault(each.getKey(), Set.of());
            if (!known.contains(letters(retailer))) {
                strange += each.getValue();
                others += known.isEmpty() ? 0 : each.getValue();
                known.forEach(other -> ofOthers.merge(other, each.getValue(), Integer::sum));
            }
        }
        String on = strange + " of " + items + " addresses are on ";
        if (others * 2 > items) {
            String other = names.get(most(ofOthers));
            throw UserError.failed(
                    "The feed " + feed + " is not " + retailer + "'s: " + on + most(hosts) + ", where " + other
                            + " is known.",
                    "Check --retailer and --feed, or take it all the same: --any-host. Nothing was changed.");
        }
        return ours >= FEWEST && strange * 2 > items
                ? Optional.of("Is that " + retailer + "'s feed? " + on + most(hosts) + ", where nothing of " + retailer
                        + " is known so far.")
                : Optional.empty();
    }

    /** How many products of the retailer there are among those looked at. */
    private static int known(
            Sql sql, String retailer, Map<String, Set<String>> retailersOfHost, Map<String, String> names)
            throws SQLException {
        List<String> ours = new ArrayList<>();
        for (Known known : KNOWN) {
            TableRows table = TableRows.of(sql, known.table());
            if (table.exists() && table.has("retailer")) {
                sql.all(
                        known.query(),
                        row -> {
                            String url = row.getString(1);
                            String other = row.getString(2);
                            if (url != null && other != null && !other.isBlank()) {
                                names.put(letters(other), other);
                                retailersOfHost
                                        .computeIfAbsent(host(url), host -> new HashSet<>())
                                        .add(letters(other));
                                if (letters(other).equals(letters(retailer))) {
                                    ours.add(other);
                                }
                            }
                            return true;
                        },
                        MOST_LOOKED_AT);
            }
        }
        return ours.size();
    }

    private static String most(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<String, Integer> each) -> each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static String host(String url) {
        @Nullable String host = null;
        try {
            host = URI.create(url.strip().split("[?# ]", 2)[0]).getHost();
        } catch (IllegalArgumentException malformed) {
            // It has none, then.
        }
        String plain = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return plain.startsWith("www.") ? plain.substring(4) : plain;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
