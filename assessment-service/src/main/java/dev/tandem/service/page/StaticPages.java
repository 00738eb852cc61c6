package dev.tandem.service.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pages as they lie in the jar. */
@Singleton
final class StaticPages {
    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    /** The page of that name under {@code web}; a browser asks each time whether it changed. */
    MutableHttpResponse<byte[]> page(String name) {
        return HttpResponse.ok(read.computeIfAbsent(name, StaticPages::read))
                .contentType(MediaType.TEXT_HTML_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    private static byte[] read(String name) {
        try (InputStream page = StaticPages.class.getResourceAsStream("/web/" + name)) {
            if (page == null) {
                throw new IllegalStateException("The page " + name + " is missing from the jar");
            }
            return page.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
