package dev.tandem.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.tls.Authority;
import dev.tandem.service.RunningService;
import dev.tandem.service.ServiceOptions;
import dev.tandem.service.TestClient;
import dev.tandem.service.TestService;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers install the page and work offline over https alone. */
class TlsTest {
    @TempDir
    Path data;

    @Test
    void a_phone_that_trusts_the_services_authority_gets_a_cookie_for_https_alone() throws Exception {
        try (RunningService service = start(TlsOptions.OWN_AUTHORITY)) {
            assertThat(service.url()).startsWith("https://");
            HttpClient phone = trusting(data.resolve("server/tls/authority.crt"));
            String link = TestClient.json(TestService.verb(data, "reviewers", "add", "Miriam", "--json")
                            .out())
                    .get("url")
                    .asText();
            assertThat(link).startsWith(service.url());
            HttpResponse<String> paired = phone.send(
                    HttpRequest.newBuilder(URI.create(service.url() + "/pair"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"code\": \"" + link.split("#", 2)[1] + "\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(paired.statusCode()).as(paired.body()).isEqualTo(200);
            assertThat(paired.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("Secure")
                    .containsIgnoringCase("HttpOnly")
                    .contains("SameSite=Strict");
            assertThatThrownBy(() -> get(HttpClient.newHttpClient(), service.url() + "/health"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void the_authority_stays_the_same_over_restarts_and_is_handed_out_to_phones() throws Exception {
        String first;
        try (RunningService service = start(TlsOptions.OWN_AUTHORITY)) {
            assertThat(service.url()).startsWith("https://");
            first = Files.readString(data.resolve("server/tls/authority.crt"));
        }
        try (RunningService service = start(TlsOptions.OWN_AUTHORITY)) {
            HttpClient phone = trusting(data.resolve("server/tls/authority.crt"));
            HttpResponse<String> answer = get(phone, service.url() + "/authority.crt");
            assertThat(answer.body()).isEqualTo(first);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("x-x509-ca-cert");
        }
        for (String key : new String[] {"authority.p12", "server.p12"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            data.resolve("server/tls").resolve(key))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_certificate_of_the_authority_is_as_phones_want_a_servers() throws Exception {
        Authority authority = Authority.of(data, Instant.now());
        X509Certificate server =
                authority.issue(List.of("tandem.local", "192.168.1.7")).chain().get(0);
        server.verify(authority.certificate().getPublicKey());
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames().toString())
                .contains("tandem.local")
                .contains("192.168.1.7");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.certificate().getBasicConstraints()).isZero();
    }

    @Test
    void a_given_certificate_is_used() throws Exception {
        HeldCertificate given = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        Path certificate = Files.writeString(data.resolve("cert.pem"), given.certificatePem());
        Path key = Files.writeString(data.resolve("key.pem"), given.privateKeyPkcs8Pem());
        try (RunningService service = start(new TlsOptions(Optional.of(new TlsOptions.Given(certificate, key))))) {
            assertThat(get(trusting(certificate), service.url() + "/health").statusCode())
                    .isEqualTo(200);
            assertThat(get(trusting(certificate), service.url() + "/authority.crt")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_key_that_is_none_is_named() throws Exception {
        Path nothing = Files.writeString(data.resolve("key.pem"), "nothing");
        HeldCertificate given = new HeldCertificate.Builder().build();
        Path certificate = Files.writeString(data.resolve("cert.pem"), given.certificatePem());
        assertThatThrownBy(() -> start(new TlsOptions(Optional.of(new TlsOptions.Given(certificate, nothing)))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("key.pem");
    }

    private RunningService start(TlsOptions tls) throws Exception {
        ServiceOptions options =
                TestService.options(data, 0, TestService.NOWHERE).with(tls);
        return RunningService.start(options, note -> {});
    }

    private static HttpClient trusting(Path certificate) throws Exception {
        String pem = Files.readString(certificate);
        X509Certificate trusted = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        return HttpClient.newBuilder()
                .sslContext(new HandshakeCertificates.Builder()
                        .addTrustedCertificate(trusted)
                        .build()
                        .sslContext())
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
