package dev.tandem.catalog.run;

/**
 * What a run is about.
 *
 * @param retailer whose catalog it is
 * @param category the part of the catalog
 * @param baseline whether it only records what is there, and asks for no review
 */
record RunRequest(String retailer, String category, boolean baseline) {}
