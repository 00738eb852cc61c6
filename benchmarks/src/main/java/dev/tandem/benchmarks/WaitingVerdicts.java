package dev.tandem.benchmarks;

import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.event.EventJson;
import dev.tandem.schema.topic.Routing;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.EventIds;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.kafka.Records;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Verdicts on products as a laptop reads them from Kafka: keys, CloudEvents headers and JSON, in bytes. */
public final class WaitingVerdicts {
    /** Where they wait. */
    public static final String TOPIC = "tandem.assessments";

    private static final String ASSESSED_AT = "2025-11-20T10:00:00.000000";
    private static final long CLOCK = Timestamps.parse(ASSESSED_AT, ZoneOffset.UTC);
    private static final String SERVER = "0b0ff4f1-5c4c-4b0b-a3a5-5b3f0a1f7d11";

    private final EventIds ids = EventIds.random();
    private long offset;

    /** The next records: a verdict on each of these products. */
    public List<ConsumerRecord<String, byte[]>> on(List<Integer> products) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i : products) {
            Verdict verdict = Verdict.of(Decision.MODEST, "dress", null, "Ada", ASSESSED_AT);
            AssessmentRecorded event = new AssessmentRecorded(Products.url(i), CLOCK, false, verdict, null);
            ProducerRecord<String, byte[]> sent = KafkaMessageFactory.createWriter(TOPIC, Routing.truthKey(event))
                    .writeBinary(CloudEventBuilder.v1()
                            .withId(ids.next().toString())
                            .withType(event.type().ceType())
                            .withSource(URI.create(Records.SOURCE + SERVER))
                            .withTime(OffsetDateTime.ofInstant(Timestamps.toInstant(CLOCK), ZoneOffset.UTC))
                            .withDataContentType("application/json")
                            .withExtension("sequence", Long.toString(offset + 1))
                            .withData(EventJson.write(event).getBytes(StandardCharsets.UTF_8))
                            .build());
            records.add(new ConsumerRecord<>(
                    TOPIC,
                    0,
                    offset++,
                    CLOCK / 1000,
                    TimestampType.LOG_APPEND_TIME,
                    sent.key().length(),
                    sent.value().length,
                    sent.key(),
                    sent.value(),
                    sent.headers(),
                    Optional.empty()));
        }
        return records;
    }
}
