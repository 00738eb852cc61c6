package dev.tandem.stream.inbox;

import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.MalformedEventException;
import dev.tandem.schema.event.TandemEvent;
import dev.tandem.stream.kafka.Records;
import dev.tandem.stream.seal.Seals;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records as events, in pages. A page is read on another thread while those before it are merged. */
final class Arrivals {
    private static final int PAGE = 500;

    private final List<ConsumerRecord<String, byte[]>> records;
    private final List<ForkJoinTask<List<Arrival>>> pages = new ArrayList<>();

    Arrivals(List<ConsumerRecord<String, byte[]>> records, Seals seals) {
        this.records = records;
        for (int from = 0; from < records.size(); from += PAGE) {
            List<ConsumerRecord<String, byte[]>> page = records.subList(from, Math.min(records.size(), from + PAGE));
            ForkJoinTask<List<Arrival>> reading = ForkJoinTask.adapt(() -> Arrival.all(page, seals));
            pages.add(from == 0 ? reading : ForkJoinPool.commonPool().submit(reading));
        }
        if (!pages.isEmpty()) {
            pages.get(0).invoke();
        }
    }

    /** A record, and the event that it holds or the reason why it holds none. */
    record Arrival(
            ConsumerRecord<String, byte[]> record, @Nullable Envelope envelope, String trouble) {
        private static List<Arrival> all(List<ConsumerRecord<String, byte[]>> records, Seals seals) {
            List<Arrival> arrivals = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                try {
                    Envelope envelope = Records.toEnvelope(record);
                    seals.check(record);
                    arrivals.add(new Arrival(record, envelope, ""));
                } catch (MalformedEventException e) {
                    arrivals.add(new Arrival(record, null, String.valueOf(e.getMessage())));
                }
            }
            return arrivals;
        }
    }

    int size() {
        return records.size();
    }

    Arrival get(int i) {
        return page(i).get(i % PAGE);
    }

    /** Whether a page begins there. */
    boolean isFirstOfPage(int i) {
        return i % PAGE == 0;
    }

    /** The events of the page in which that one is. */
    List<TandemEvent> eventsBeside(int i) {
        return page(i).stream()
                .map(Arrival::envelope)
                .filter(Objects::nonNull)
                .map(Envelope::event)
                .toList();
    }

    private List<Arrival> page(int i) {
        return pages.get(i / PAGE).join();
    }
}
