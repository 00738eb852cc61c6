package dev.tandem.service.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Compresses texts. A stream of events is left as it is, since it would wait in the compressor's buffer; pictures are
 * compressed already.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class Compression implements HttpCompressionStrategy {
    private static final int WORTH_IT = 1024;
    private static final int NO_LONGER = 32 * 1024 * 1024;
    private static final Set<String> TEXTS = Set.of(
            MediaType.APPLICATION_JSON,
            MediaType.APPLICATION_JSON_PROBLEM,
            "application/manifest+json",
            "application/javascript",
            "application/yaml",
            "image/svg+xml");

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public boolean shouldCompress(HttpResponse response) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        String plain = type.replaceFirst(";.*", "").strip();
        int length = response.headers().getInt(HttpHeaderNames.CONTENT_LENGTH, WORTH_IT);
        boolean isText = plain.startsWith("text/") || TEXTS.contains(plain);
        return isText && length >= WORTH_IT && !plain.equals(MediaType.TEXT_EVENT_STREAM);
    }

    @Override
    public int getMaxZstdEncodeSize() {
        return NO_LONGER;
    }
}
