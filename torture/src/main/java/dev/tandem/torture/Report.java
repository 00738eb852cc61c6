package dev.tandem.torture;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code torture --json} answers.
 *
 * @param faults how many faults met something, by kind
 * @param missed how many met nothing: a process that did not run just then; or there was no time left, since others took long
 * @param taps verdicts that the service acknowledged, undos among them
 * @param rows rows that scripts committed
 * @param events records in the topics that were checked
 * @param broken what does not hold, each in a sentence
 * @param schedule what {@code --replay} takes; null where all holds and nothing was kept
 * @param kept the folder with databases and logs; null where nothing was kept
 */
record Report(
        boolean passed,
        long seed,
        Map<String, Integer> faults,
        int missed,
        int taps,
        int rows,
        int events,
        List<String> broken,
        @Nullable String schedule,
        @Nullable String kept,
        long durationMs) {}
