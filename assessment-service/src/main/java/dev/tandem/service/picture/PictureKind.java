package dev.tandem.service.picture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of pictures that are handed on, told by their first bytes: what a shop calls them is not to be relied on. */
enum PictureKind {
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    GIF("image/gif", 0, "GIF8"),
    WEBP("image/webp", 8, "WEBP"),
    AVIF("image/avif", 4, "ftypavi");

    private final String type;
    private final int offset;
    private final String signature;

    PictureKind(String type, int offset, String signature) {
        this.type = type;
        this.offset = offset;
        this.signature = signature;
    }

    String type() {
        return type;
    }

    static Optional<PictureKind> of(byte[] picture) {
        return Stream.of(values()).filter(kind -> kind.is(picture)).findFirst();
    }

    private boolean is(byte[] picture) {
        int end = offset + signature.length();
        return picture.length >= end
                && new String(picture, offset, signature.length(), StandardCharsets.ISO_8859_1).equals(signature);
    }
}
