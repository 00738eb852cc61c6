package dev.tandem.stream.guarantee;

import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.guarantee.Step.Pull;
import dev.tandem.stream.guarantee.Step.Push;
import dev.tandem.stream.inbox.BatchMerge;
import dev.tandem.stream.inbox.Inbox;
import dev.tandem.stream.inbox.Merged;
import dev.tandem.stream.inbox.Offsets;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.outbox.Outbox;
import dev.tandem.stream.relay.Sending;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Topics in memory with a dial. It takes the very records that the relay sends and gives them to the merge that the inbox
 * calls, and does no more and no less than Kafka allows: within a partition the order stands, between partitions there is
 * none; what was appended may be there twice; compaction takes a record only if a later one has its key.
 */
final class FakeKafka implements Wire {
    private static final KafkaSettings SETTINGS = KafkaSettings.of("nowhere:1", "tandem");
    private static final int PARTITIONS = 2;

    private final Supplier<Instant> now;
    private final Map<String, List<ConsumerRecord<String, byte[]>>> appended = new TreeMap<>();
    private final Map<String, List<ConsumerRecord<String, byte[]>>> readable = new TreeMap<>();

    FakeKafka(Supplier<Instant> now) {
        this.now = now;
    }

    @Override
    public KafkaSettings settings() {
        return SETTINGS;
    }

    @Override
    public void push(Machine machine, Push push) {
        machine.lookIntoOutbox();
        List<Outbox.Entry> entries =
                machine.file().read("read", sql -> Outbox.after(sql, 0, push.confirmed() + push.lost()));
        for (Outbox.Entry entry : entries) {
            append(machine.file().read("read", sql -> Sending.record(sql, SETTINGS, entry)));
        }
        if (push.confirmed() > 0 && !entries.isEmpty()) {
            long last =
                    entries.get(Math.min(push.confirmed(), entries.size()) - 1).sequence();
            machine.file().write("clean the outbox of", sql -> {
                Outbox.removeUpTo(sql, last);
                Meta.CONFIRMED_SEQUENCE.write(sql, Long.toString(last));
                return true;
            });
        }
    }

    private void append(ProducerRecord<String, byte[]> record) {
        String key = record.key();
        int partition = key == null ? 0 : Math.floorMod(withoutNode(key).hashCode(), PARTITIONS);
        append(record.topic(), partition, key, record.value(), new RecordHeaders(record.headers()));
    }

    /** Which partition a key has must not depend on ids that differ from run to run. */
    private static String withoutNode(String key) {
        return key.replaceAll("[0-9a-f-]{36}", "");
    }

    @SuppressWarnings("NullAway") // Kafka takes a null key.
    private void append(
            String topic,
            int partition,
            @org.jspecify.annotations.Nullable String key,
            byte[] value,
            RecordHeaders headers) {
        List<ConsumerRecord<String, byte[]>> log =
                appended.computeIfAbsent(topic + "/" + partition, name -> new ArrayList<>());
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                topic,
                partition,
                log.size(),
                now.get().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
        log.add(record);
        readable.computeIfAbsent(topic + "/" + partition, name -> new ArrayList<>())
                .add(record);
    }

    @Override
    public Merged pull(Machine machine, Pull pull) {
        Map<TopicPartition, Offsets.Position> positions = machine.file().read("read", Offsets::read);
        Map<TopicPartition, String> topicIds = new HashMap<>();
        List<List<ConsumerRecord<String, byte[]>>> waiting = new ArrayList<>();
        for (TopicPartition partition : partitions(machine)) {
            topicIds.put(partition, "id-of-" + partition.topic());
            Offsets.Position position = positions.get(partition);
            long from = position == null ? 0 : Math.max(0, position.next() - pull.again());
            waiting.add(readable(partition).stream()
                    .filter(record -> record.offset() >= from)
                    .toList());
        }
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        int[] taken = new int[waiting.size()];
        Random order = new Random(pull.order());
        while (records.size() < pull.most()) {
            List<Integer> left = new ArrayList<>();
            for (int i = 0; i < taken.length; i++) {
                if (taken[i] < waiting.get(i).size()) {
                    left.add(i);
                }
            }
            if (left.isEmpty()) {
                break;
            }
            int next = left.get(order.nextInt(left.size()));
            records.add(waiting.get(next).get(taken[next]++));
        }
        return new BatchMerge(machine.file(), machine.context()).applyAll(records, topicIds, () -> {}, batch -> {});
    }

    private List<TopicPartition> partitions(Machine machine) {
        List<TopicPartition> all = new ArrayList<>();
        for (Topic topic : Inbox.topics(machine.who.role)) {
            for (int i = 0; i < PARTITIONS; i++) {
                all.add(new TopicPartition(SETTINGS.name(topic), i));
            }
        }
        return all;
    }

    private List<ConsumerRecord<String, byte[]>> readable(TopicPartition partition) {
        return readable.getOrDefault(partition.topic() + "/" + partition.partition(), List.of());
    }

    @Override
    public void compact() {
        for (List<ConsumerRecord<String, byte[]>> log : readable.values()) {
            Set<String> later = new HashSet<>();
            for (int i = log.size() - 1; i >= 0; i--) {
                String key = log.get(i).key();
                if (key != null && !later.add(key)) {
                    log.remove(i);
                }
            }
        }
    }

    @Override
    public void poison(Who reader, String value) {
        List<Topic> topics = Inbox.topics(reader.role);
        append(
                SETTINGS.name(topics.get(topics.size() - 1)),
                0,
                null,
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }

    @Override
    public List<ConsumerRecord<String, byte[]>> log(Topic topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            all.addAll(appended.getOrDefault(SETTINGS.name(topic) + "/" + i, List.of()));
        }
        return all;
    }

    @Override
    public boolean hasReadAll(Machine machine) {
        Map<TopicPartition, Offsets.Position> positions = machine.file().read("read", Offsets::read);
        return partitions(machine).stream().allMatch(partition -> {
            List<ConsumerRecord<String, byte[]>> log = readable(partition);
            Offsets.Position position = positions.get(partition);
            return log.isEmpty()
                    || (position != null
                            && position.next() > log.get(log.size() - 1).offset());
        });
    }

    /**
     * What a file says of the records before and behind its offsets: what is behind them has not been applied, what is
     * before them has been taken in.
     */
    List<String> audit(Machine machine) {
        List<String> wrong = new ArrayList<>();
        Map<TopicPartition, Offsets.Position> positions = machine.file().read("read", Offsets::read);
        Set<String> applied = new HashSet<>(
                machine.query("SELECT event FROM tandem_history WHERE outcome IN ('applied', 'superseded')"));
        Set<String> known = new HashSet<>(machine.query("SELECT event FROM tandem_history"));
        Set<String> aside = DeadLetters.places(this, machine);
        Set<String> before = new HashSet<>();
        List<ConsumerRecord<String, byte[]>> behind = new ArrayList<>();
        for (TopicPartition partition : partitions(machine)) {
            Offsets.Position position = positions.get(partition);
            for (ConsumerRecord<String, byte[]> record :
                    appended.getOrDefault(partition.topic() + "/" + partition.partition(), List.of())) {
                String id = id(record);
                if (position != null && record.offset() < position.next()) {
                    before.add(id);
                    boolean gone = !readable(partition).contains(record);
                    boolean accounted = known.contains(id) || aside.contains(DeadLetters.place(record));
                    if (!id.isEmpty() && !accounted && !gone && !isOf(machine, record)) {
                        wrong.add(machine.who + " has passed " + partition + "@" + record.offset()
                                + " and knows nothing of " + id);
                    }
                } else {
                    behind.add(record);
                }
            }
        }
        Set<String> own = new HashSet<>(machine.query(
                "SELECT event FROM tandem_history WHERE outcome = 'captured' UNION SELECT id FROM tandem_tap"));
        for (ConsumerRecord<String, byte[]> record : behind) {
            String id = id(record);
            if (applied.contains(id) && !before.contains(id) && !own.contains(id) && machine.who == Who.SERVER) {
                wrong.add("SERVER has applied " + id + " at offset " + record.offset() + " of partition "
                        + record.partition() + ", but its offset does not say so");
            }
        }
        return wrong;
    }

    private static boolean isOf(Machine machine, ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_source")
                .endsWith("/" + machine.context().node().id());
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_id");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(Objects.requireNonNull(header.value()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}
