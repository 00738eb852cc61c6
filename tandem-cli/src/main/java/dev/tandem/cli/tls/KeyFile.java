package dev.tandem.cli.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/** A private key and its certificates in a file that only its owner can read; the password in it protects nothing more. */
public final class KeyFile {
    /** The password of all such files. */
    public static final String PASSWORD = "tandem";

    /** What the file is called where it is configured. */
    public static final String TYPE = "PKCS12";

    private static final String ENTRY = "tandem";

    private KeyFile() {}

    /** A key with the certificates that lead from it to its authority. */
    public record Held(PrivateKey key, List<X509Certificate> chain) {}

    /** Writes a key to a file, whole or not at all. */
    public static void write(Path file, Held held) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        store.setKeyEntry(
                ENTRY, held.key(), PASSWORD.toCharArray(), held.chain().toArray(Certificate[]::new));
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(half)) {
            store.store(out, PASSWORD.toCharArray());
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads it back. */
    public static Held read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        return new Held((PrivateKey) store.getKey(ENTRY, PASSWORD.toCharArray()), List.of((X509Certificate)
                store.getCertificate(ENTRY)));
    }
}
