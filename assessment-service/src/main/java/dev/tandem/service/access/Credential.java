package dev.tandem.service.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a token stands in a request: a program sends it as a bearer token, a browser as the cookie it was paired with. One
 * browser may hold a reviewer's cookie and the owner's; what is the owner's looks at the owner's first, all else at the
 * reviewer's.
 */
public final class Credential {
    private static final String DEVICE_COOKIE = "tandem_device";
    private static final String OWNER_COOKIE = "tandem_owner";
    private static final String BEARER = "bearer ";

    /** The longest that browsers keep a cookie. */
    private static final Duration KEPT = Duration.ofDays(400);

    private Credential() {}

    /** The tokens that came with the request; the first that is good counts. */
    static List<Secret> in(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return List.of(new Secret(header.substring(BEARER.length()).strip()));
        }
        Stream<String> cookies = isOwners(request.getPath())
                ? Stream.of(OWNER_COOKIE, DEVICE_COOKIE)
                : Stream.of(DEVICE_COOKIE, OWNER_COOKIE);
        return cookies.flatMap(name -> request.getCookies().findCookie(name).stream())
                .map(cookie -> new Secret(cookie.getValue()))
                .toList();
    }

    /** Whether that is for the owner alone. */
    public static boolean isOwners(String path) {
        return path.equals("/") || path.startsWith("/overview/") || path.startsWith("/api/owner/");
    }

    /** The cookie that makes a browser a reviewer's device. Scripts cannot read it, other sites cannot make it be sent. */
    public static Cookie ofDevice(Secret token, boolean overTls) {
        return cookie(DEVICE_COOKIE, token, overTls);
    }

    /** The same for the owner's browser. */
    public static Cookie ofOwner(Secret token, boolean overTls) {
        return cookie(OWNER_COOKIE, token, overTls);
    }

    private static Cookie cookie(String name, Secret token, boolean overTls) {
        return Cookie.of(name, token.text())
                .httpOnly(true)
                .sameSite(SameSite.Strict)
                .secure(overTls)
                .path("/")
                .maxAge(KEPT);
    }
}
