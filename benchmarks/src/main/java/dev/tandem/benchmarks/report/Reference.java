package dev.tandem.benchmarks.report;

/**
 * What a user would use instead, or the limit of the machine, measured in the same run.
 *
 * @param what it is
 * @param value in the unit of what it is compared with
 * @param ratio the measured value to this one, round by round
 */
public record Reference(String what, Spread value, Spread ratio) {}
