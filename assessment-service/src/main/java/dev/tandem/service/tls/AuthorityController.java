package dev.tandem.service.tls;

import dev.tandem.service.openapi.ForAnyone;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import java.util.Optional;

/** Hands out the certificate that a phone is told to trust; it is no secret. */
@Controller
@ForAnyone
final class AuthorityController {
    private final Trusted trusted;

    AuthorityController(Trusted trusted) {
        this.trusted = trusted;
    }

    /**
     * The certificate of this service's own authority; 404 if it has none.
     *
     * @return the certificate, as PEM
     */
    @Get(value = "/authority.crt", produces = "application/x-x509-ca-cert")
    @Header(name = HttpHeaders.CONTENT_DISPOSITION, value = "attachment; filename=\"tandem-authority.crt\"")
    Optional<String> authority() {
        return trusted.pem();
    }
}
