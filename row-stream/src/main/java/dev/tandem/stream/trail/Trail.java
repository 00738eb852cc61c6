package dev.tandem.stream.trail;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Where an event has come, a line in the log for each step: tap, published, merged. The event's id is the same from the tap to the
 * last laptop, so whoever searches all logs for it sees its way. A line says nothing of people and products: no url, no title,
 * no reviewer, no note. It is written at the level {@code INFO}.
 */
public final class Trail {
    private static final Logger LOG = LoggerFactory.getLogger("tandem.trail");

    private Trail() {}

    /** Whether anybody reads it: without that, there is no need to go through many events. */
    public static boolean isKept() {
        return LOG.isInfoEnabled();
    }

    /** A tap was answered so. */
    public static void tap(String event, Enum<?> outcome) {
        step(event).addKeyValue("outcome", text(outcome)).log("tap");
    }

    /** The broker has confirmed an event. */
    public static void published(String event, String type, Enum<?> topic) {
        step(event).addKeyValue("type", type).addKeyValue("topic", text(topic)).log("published");
    }

    /** An event was merged, with this outcome. */
    public static void merged(String event, String type, Enum<?> outcome) {
        step(event)
                .addKeyValue("type", type)
                .addKeyValue("outcome", text(outcome))
                .log("merged");
    }

    /** A record that can never be applied became the letter of that id. */
    public static void setAside(String letter) {
        LOG.atInfo().addKeyValue("letter", letter).log("set aside");
    }

    private static LoggingEventBuilder step(String event) {
        return LOG.atInfo().addKeyValue("event", event);
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
