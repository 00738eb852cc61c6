package dev.tandem.service.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Answers 304 to one who has the same already: what is read often and changes seldom costs a phone no data. */
@ServerFilter({
    "/api/queue",
    "/api/stats",
    "/api/products",
    "/api/history",
    "/api/owner/overview",
    "/api/owner/conflicts",
    "/api/owner/devices"
})
final class Unchanged implements Ordered {
    private static final int TAG_BYTES = 16;

    private final JsonMapper json;

    Unchanged(JsonMapper json) {
        this.json = json;
    }

    @ResponseFilter
    HttpResponse<?> tag(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Object body = response.body();
        if (request.getMethod() != HttpMethod.GET || response.code() != HttpStatus.OK.getCode() || body == null) {
            return response;
        }
        byte[] bytes = bytes(body);
        // Weak, since the same answer goes out compressed and not.
        String tag = "W/\"" + hash(bytes) + '"';
        String known = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
        boolean isKnown =
                known != null && Arrays.asList(known.split("\\s*,\\s*")).contains(tag);
        MutableHttpResponse<?> answer = isKnown
                ? HttpResponse.notModified()
                : response.body(bytes).contentType(MediaType.APPLICATION_JSON_TYPE);
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.VARY, "Authorization, Cookie");
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
