package dev.tandem.service.picture;

/** A picture as it is handed to a phone. */
final class Picture {
    private final PictureKind kind;
    private final byte[] bytes;

    Picture(PictureKind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    PictureKind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes;
    }
}
