package dev.tandem.service.live;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** Reviews that something happened to. */
@Serdeable
record Moved(List<Review> items) {
    /** Which review. */
    @Serdeable
    record Review(String productUrl, String reviewType) {}
}
