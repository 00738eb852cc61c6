package dev.tandem.catalog.watch;

import java.nio.file.Path;

/**
 * A file in the folder that is meant to be a feed.
 *
 * @param path where it lies
 * @param retailer whose catalog it is
 * @param category which part of it
 */
record DroppedFeed(Path path, String retailer, String category) {
    String name() {
        return path.getFileName().toString();
    }
}
