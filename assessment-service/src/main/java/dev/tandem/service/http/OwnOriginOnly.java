package dev.tandem.service.http;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;

/**
 * Refuses what another site's page makes a browser send. The cookie's {@code SameSite=Strict} does so already, except
 * between ports of one host, which count as the same site.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class OwnOriginOnly implements Ordered {
    private static final Set<HttpMethod> READING = EnumSet.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
        if (READING.contains(request.getMethod()) || isOwn(request)) {
            return null;
        }
        return Problem.of(HttpStatus.FORBIDDEN, "Requests from the pages of other sites are not taken.")
                .response();
    }

    private static boolean isOwn(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        String site = headers.get("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = headers.get(HttpHeaders.ORIGIN);
        return origin == null || isHost(origin, headers.get(HttpHeaders.HOST));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
