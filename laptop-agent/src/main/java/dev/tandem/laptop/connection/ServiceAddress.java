package dev.tandem.laptop.connection;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Setting;
import dev.tandem.cli.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where the service is, and whom this machine believes that it is there. A service with a certificate of its own authority
 * ({@code up --tls}) is believed if the setting {@code service.authority} names that authority's certificate; on the server's
 * own machine its data folder has it.
 */
public final class ServiceAddress {
    /** The certificate of the authority, as PEM. Other authorities do not count then. */
    public static final Setting<Path> AUTHORITY = Setting.path("service.authority", "none");

    /** What to do about a certificate that nobody here vouches for. */
    public static final String DISTRUSTED =
            "If the service has an authority of its own (up --tls): copy data/server/tls/authority.crt from the server, and"
                    + " name the copy in the setting service.authority.";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final String url;
    private final Optional<SSLContext> trust;

    private ServiceAddress(String url, Optional<SSLContext> trust) {
        this.url = url;
        this.trust = trust;
    }

    /** The service that the settings name. */
    public static ServiceAddress of(Settings settings) {
        return of(settings.get(CommonSettings.SERVICE_URL), settings);
    }

    /**
     * A service at another address, without a slash at its end.
     *
     * @throws UserError if the certificate that the settings name cannot be read
     */
    public static ServiceAddress of(String url, Settings settings) {
        Path own = settings.get(CommonSettings.DATA).resolve("server/tls/authority.crt");
        Optional<Path> authority = settings.find(AUTHORITY)
                .or(() -> Optional.of(own).filter(file -> isThisMachine(url) && Files.isReadable(file)));
        return new ServiceAddress(
                url, authority.filter(file -> url.startsWith("https:")).map(ServiceAddress::trusting));
    }

    /** The address, without a slash at its end. */
    public String url() {
        return url;
    }

    /** Whom to believe, where that are not those whom everybody believes. */
    public Optional<SSLContext> trust() {
        return trust;
    }

    /** A connection to a path, to be set up further. */
    public HttpURLConnection open(String path, int connectMillis, int readMillis) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setConnectTimeout(connectMillis);
        connection.setReadTimeout(readMillis);
        if (trust.isPresent() && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(trust.get().getSocketFactory());
        }
        return connection;
    }

    /** Whether a service at that address runs on this machine, so that its data folder may be at hand. */
    static boolean isThisMachine(String url) {
        String host = URI.create(url).getHost();
        return host != null && THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore believed = KeyStore.getInstance(KeyStore.getDefaultType());
            believed.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                believed.setCertificateEntry("authority " + believed.size(), each);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw UserError.failed(
                    "The authority's certificate in " + file + " cannot be read: " + e.getMessage() + ".",
                    "Copy data/server/tls/authority.crt from the server anew (setting service.authority).",
                    e);
        }
    }
}
