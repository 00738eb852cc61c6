package dev.tandem.cli.tls;

import dev.tandem.cli.settings.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
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
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, PASSWORD.toCharArray());
        PrivateFile.write(file, content.toByteArray());
    }

    /** Reads it back. */
    public static Held read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        return new Held((PrivateKey) store.getKey(ENTRY, PASSWORD.toCharArray()), List.of((X509Certificate)
                store.getCertificate(ENTRY)));
    }
}
