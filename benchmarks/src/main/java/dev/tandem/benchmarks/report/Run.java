package dev.tandem.benchmarks.report;

import java.util.List;

/**
 * A benchmark that was run.
 *
 * @param benchmark its name
 * @param at when it began, as an ISO 8601 instant
 * @param quick whether with the small sizes
 * @param seed of all that is invented
 * @param machine on what, and how busy that was when it began
 * @param durationMs how long it took
 * @param results what it measured
 */
public record Run(
        String benchmark,
        String at,
        boolean quick,
        long seed,
        Machine machine,
        long durationMs,
        List<Result> results) {}
