package dev.tandem.catalog.match;

/**
 * From when on titles and prices count as alike; all from 0 to 1.
 *
 * @param title titles with prices that are close
 * @param titleAlone titles where one of the two has no price
 * @param price by how much prices may differ, of the higher one
 */
public record Thresholds(double title, double titleAlone, double price) {}
