package dev.tandem.stream.guarantee;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a history that fails smaller, by leaving out parts (Zeller and Hildebrandt, «Simplifying and isolating failure-inducing input», 2002). */
final class Shrinking {
    private Shrinking() {}

    /** A part of the history that still fails, and in which no single step can be left out. */
    static List<Step> of(List<Step> history, Predicate<List<Step>> fails) {
        List<Step> smallest = new ArrayList<>(history);
        for (int part = Math.max(1, smallest.size() / 2); part > 0; part = part == 1 ? 0 : part / 2) {
            boolean smaller = true;
            while (smaller) {
                smaller = false;
                for (int from = smallest.size() - part; from >= 0; from -= part) {
                    List<Step> without = new ArrayList<>(smallest.subList(0, from));
                    without.addAll(smallest.subList(Math.min(smallest.size(), from + part), smallest.size()));
                    if (fails.test(without)) {
                        smallest = without;
                        smaller = part == 1;
                    }
                }
            }
        }
        return smallest;
    }
}
