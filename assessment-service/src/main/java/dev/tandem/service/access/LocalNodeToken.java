package dev.tandem.service.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;

/**
 * A node's credential for verbs on the server's own machine: who can read the data folder can read the database in it
 * anyway. It is made once, readable by its owner only.
 */
public final class LocalNodeToken {
    private static final String FILE = "node.token";

    private final String hash;

    private LocalNodeToken(String hash) {
        this.hash = hash;
    }

    /** The token of that folder; made if there is none. */
    public static LocalNodeToken prepare(Path serverFolder) throws IOException {
        Path file = serverFolder.resolve(FILE);
        String known = Files.exists(file) ? Files.readString(file).strip() : "";
        if (known.isEmpty()) {
            known = Secret.token().text();
            write(file, known);
        }
        return new LocalNodeToken(new Secret(known).hash());
    }

    boolean is(Secret token) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), token.hash().getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Path file, String token) throws IOException {
        Path half = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(half);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(half, token + "\n");
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
