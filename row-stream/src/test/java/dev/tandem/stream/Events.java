package dev.tandem.stream;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ProductListed;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.schema.row.Columns;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Events about one product, as tests need them. */
final class Events {
    static final String URL = "https://shop.example/a";

    private static final EventIds IDS = EventIds.random();

    private Events() {}

    static Envelope sentBy(String node, TandemEvent event) {
        return new Envelope(IDS.next(), node, 0, event);
    }

    static ProductListed listed(String title, String at) {
        return new ProductListed(URL, micros(at), false, Columns.of(Map.of("title", title)), List.of());
    }

    static AssessmentRecorded verdict(Decision decision, String at) {
        return new AssessmentRecorded(URL, micros(at), false, Verdict.of(decision, null, null, "Ada", at), null);
    }

    static long micros(String text) {
        return Timestamps.parse(text, ZoneOffset.UTC);
    }
}
