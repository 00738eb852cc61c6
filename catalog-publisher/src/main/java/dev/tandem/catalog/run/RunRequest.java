package dev.tandem.catalog.run;

/**
 * What a run is about.
 *
 * @param retailer whose catalog it is
 * @param category the part of the catalog
 */
record RunRequest(String retailer, String category) {}
