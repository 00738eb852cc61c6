package dev.tandem.service.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.time.Duration;
import java.util.Optional;

/** Where a token stands in a request: a program sends it as a bearer token, a phone as the cookie it was paired with. */
public final class Credential {
    private static final String COOKIE = "tandem_device";
    private static final String BEARER = "bearer ";

    /** The longest that browsers keep a cookie. */
    private static final Duration KEPT = Duration.ofDays(400);

    private Credential() {}

    /** The token that came with the request, if one did. */
    public static Optional<Secret> in(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(new Secret(header.substring(BEARER.length()).strip()));
        }
        return request.getCookies().findCookie(COOKIE).map(cookie -> new Secret(cookie.getValue()));
    }

    /** The cookie that makes a browser a paired device. Scripts cannot read it, other sites cannot make it be sent. */
    public static Cookie cookie(Secret token, boolean overTls) {
        return Cookie.of(COOKIE, token.text())
                .httpOnly(true)
                .sameSite(SameSite.Strict)
                .secure(overTls)
                .path("/")
                .maxAge(KEPT);
    }
}
