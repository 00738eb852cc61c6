package dev.tandem.service.tls;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;

/** Hands out the certificate that a phone is told to trust; it is no secret. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class AuthorityController {
    private final Trusted trusted;

    AuthorityController(Trusted trusted) {
        this.trusted = trusted;
    }

    @Get(value = "/authority.crt", produces = "application/x-x509-ca-cert")
    Optional<HttpResponse<String>> authority() {
        return trusted.pem()
                .map(pem -> HttpResponse.ok(pem)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tandem-authority.crt\""));
    }
}
