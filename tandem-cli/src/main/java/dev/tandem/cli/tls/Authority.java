package dev.tandem.cli.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority of one data folder alone. Who is told to trust it trusts the server under all its names, and goes on to when
 * the server gets another address. Its key never leaves the folder.
 */
public final class Authority {
    private static final Duration YEARS = Duration.ofDays(3650);

    /** The longest that phones accept of a server. */
    private static final Duration SERVERS = Duration.ofDays(397);

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final int SERIAL_BITS = 120;

    private final KeyFile.Held held;
    private final Instant now;

    private Authority(KeyFile.Held held, Instant now) {
        this.held = held;
        this.now = now;
    }

    /** The authority of that folder; made if there is none. */
    public static Authority of(Path folder, Instant now) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        Path file = folder.resolve("authority.p12");
        if (Files.exists(file)) {
            return new Authority(KeyFile.read(file), now);
        }
        KeyPair keys = keys();
        X500Principal name = new X500Principal("CN=Tandem of " + Long.toString(now.toEpochMilli(), 36));
        try {
            var builder = builder(name, name, keys, now, YEARS)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            KeyFile.Held made = new KeyFile.Held(keys.getPrivate(), List.of(signed(builder, keys.getPrivate())));
            KeyFile.write(file, made);
            return new Authority(made, now);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Issues a certificate for a server under these names and addresses. */
    public KeyFile.Held issue(List<String> names) throws IOException, GeneralSecurityException {
        KeyPair keys = keys();
        GeneralName[] all = names.stream()
                .map(name -> new GeneralName(
                        name.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        try {
            var builder = builder(
                            certificate().getSubjectX500Principal(), new X500Principal("CN=Tandem"), keys, now, SERVERS)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
            return new KeyFile.Held(keys.getPrivate(), List.of(signed(builder, held.key()), certificate()));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Its own certificate, which phones and laptops are told to trust. */
    public X509Certificate certificate() {
        return held.chain().get(0);
    }

    /** The same as phones, browsers and Kafka's clients take it in. */
    public String pem() throws GeneralSecurityException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(certificate().getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys, Instant now, Duration valid) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(now.minus(CLOCKS_DIFFER)),
                Date.from(now.minus(CLOCKS_DIFFER).plus(valid)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
    }
}
