package dev.tandem.service.tls;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.tls.Authority;
import dev.tandem.cli.tls.KeyFile;
import dev.tandem.cli.tls.MachineNames;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * What the service needs to speak https.
 *
 * @param keys a file as {@link KeyFile} describes it
 * @param authority the certificate that phones are told to trust, as PEM; empty where they know its authority anyway
 */
public record Tls(Path keys, Optional<String> authority) {
    /**
     * Prepares it in the server's folder. A certificate of the own authority is made anew at each start, for all names that
     * the machine has then.
     *
     * @throws UserError if the given certificate or its key cannot be used
     */
    public static Tls prepare(TlsOptions options, Path serverFolder, Optional<String> publicUrl) throws IOException {
        Path folder = Files.createDirectories(serverFolder.resolve("tls"));
        Path keys = folder.resolve("server.p12");
        try {
            if (options.given().isPresent()) {
                KeyFile.write(keys, read(options.given().get()));
                return new Tls(keys, Optional.empty());
            }
            Authority authority = Authority.of(folder, Instant.now());
            KeyFile.write(
                    keys,
                    authority.issue(MachineNames.all(
                            publicUrl.map(url -> URI.create(url).getHost()))));
            Files.writeString(folder.resolve("authority.crt"), authority.pem());
            return new Tls(keys, Optional.of(authority.pem()));
        } catch (GeneralSecurityException e) {
            throw UserError.failed(
                    "The certificate could not be prepared in " + folder + ": " + e.getMessage() + ".",
                    "Check the files that --tls-certificate and --tls-key name. The service's own authority is made anew"
                            + " if you remove that folder; phones then have to trust it again.",
                    e);
        }
    }

    private static KeyFile.Held read(TlsOptions.Given given) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain;
        try (var in = Files.newInputStream(given.certificate())) {
            chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException(given.certificate() + " holds no certificate");
        }
        try (Reader in = Files.newBufferedReader(given.key());
                PEMParser parser = new PEMParser(in)) {
            Object found = parser.readObject();
            while (found != null && !(found instanceof PEMKeyPair) && !(found instanceof PrivateKeyInfo)) {
                found = parser.readObject();
            }
            if (found == null) {
                throw new GeneralSecurityException(given.key() + " holds no private key that is not encrypted");
            }
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            PrivateKey key = found instanceof PEMKeyPair pair
                    ? converter.getKeyPair(pair).getPrivate()
                    : converter.getPrivateKey((PrivateKeyInfo) found);
            return new KeyFile.Held(key, chain);
        }
    }
}
