package dev.tandem.service.page;

import dev.tandem.service.access.Credential;
import dev.tandem.service.access.Refusal;
import dev.tandem.service.http.Problem;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;

/** Answers those who may not come in: programs with a problem, people with a page that tells how to pair. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class Refused implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    private static final String NOT_FOR_THAT =
            "This credential is not for that: a reviewer's is for the queue and their own"
                    + " verdicts, a node's for digests, the owner's for what only the owner decides.";

    private final StaticPages pages;

    Refused(StaticPages pages) {
        this.pages = pages;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException exception) {
        HttpRequest<?> refused = request;
        if (exception.isForbidden()) {
            return Problem.of(HttpStatus.FORBIDDEN, NOT_FOR_THAT).response();
        }
        if (isPageView(refused)) {
            boolean isOwners = Credential.isOwners(refused.getPath());
            return pages.page(isOwners ? "open/unpaired-owner.html" : "open/unpaired.html")
                    .status(HttpStatus.UNAUTHORIZED);
        }
        return problem(refused);
    }

    private static MutableHttpResponse<Problem> problem(HttpRequest<?> refused) {
        String remedy = Credential.isOwners(refused.getPath())
                ? " The owner's page opens with: tandem owner link"
                : " The owner can pair a phone with: tandem reviewers add NAME, and a laptop with: tandem nodes add NAME";
        return Problem.of(HttpStatus.UNAUTHORIZED, Refusal.of(refused).sentence() + remedy)
                .response()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tandem\"");
    }

    private static boolean isPageView(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.GET
                && !request.getPath().startsWith("/api/")
                && request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    }
}
