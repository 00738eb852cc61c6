package dev.tandem.service.openapi;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Hands out the description of the API. */
@Controller
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Tandem",
                        version = "1",
                        description = "What phones, laptops and the owner ask of the server. Times are instants in UTC;"
                                + " fields that are not known here are to be ignored, as more may come."
                                + " GET /health tells whether the service is well, to anyone."))
@SecurityScheme(
        name = "reviewerCookie",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.COOKIE,
        paramName = "tandem_device",
        description = "What a browser is given when it opens a reviewer's link.")
@SecurityScheme(
        name = "ownerCookie",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.COOKIE,
        paramName = "tandem_owner",
        description = "What a browser is given when it opens the owner's link.")
@SecurityScheme(
        name = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A program's: a reviewer's, a laptop's or the owner's, each for what is its own.")
final class OpenApiController {
    private static final String FILE = "/META-INF/swagger/openapi.yml";

    /**
     * This document.
     *
     * @return OpenAPI 3.0, as YAML
     */
    @ForPaired
    @Get(value = "/api/openapi.yml", produces = "application/yaml")
    String document() throws IOException {
        try (InputStream file = OpenApiController.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
