package dev.tandem.service.product;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where this service hands out a product's picture. */
public final class PicturePath {
    private PicturePath() {}

    /** The paths of pictures that a product lists, in the same order. */
    public static List<String> of(String productUrl, List<String> images) {
        return images.stream()
                .map(image -> "/api/images?product=" + encoded(productUrl) + "&url=" + encoded(image))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
