package dev.tandem.service.live;

import java.util.HashMap;
import java.util.Map;

/** How many streams are open: each costs a connection, so neither a device nor all together may have any number. */
final class Seats {
    private final int each;
    private final int all;
    private final Map<String, Integer> taken = new HashMap<>();
    private int inAll;

    Seats(int each, int all) {
        this.each = each;
        this.all = all;
    }

    /** Takes a seat for the device, if there is one. */
    synchronized boolean take(String device) {
        if (inAll >= all || taken.getOrDefault(device, 0) >= each) {
            return false;
        }
        inAll++;
        taken.merge(device, 1, Integer::sum);
        return true;
    }

    /** Gives a seat back. */
    synchronized void free(String device) {
        inAll--;
        taken.computeIfPresent(device, (key, seats) -> seats == 1 ? null : seats - 1);
    }

    synchronized boolean anyTaken() {
        return inAll > 0;
    }
}
