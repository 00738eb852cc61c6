package dev.tandem.laptop.doctor;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.Kafka;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.file.SyncedFile;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.inbox.Waiting;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.Topics;
import dev.tandem.stream.node.NodeContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The broker, the topics with their settings, who answers there, and the broker's clock. Makes nothing. */
final class StreamChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Settings settings;
    private final KafkaSettings kafka;
    private final Path database;
    private final List<Check> checks = new ArrayList<>();

    StreamChecks(Settings settings, Path database) {
        this.settings = settings;
        this.kafka = Kafka.of(settings);
        this.database = database;
    }

    List<Check> run() {
        try (Admin admin = Clients.admin(kafka, TIMEOUT)) {
            Map<Topic, TopicDescription> topics = new Topics(kafka).find(admin);
            checks.add(Check.ok("broker", "Kafka answers at " + kafka.bootstrapServers() + "."));
            if (topics.isEmpty()) {
                checks.add(noTopics(admin));
            } else {
                checks.add(topics(admin, topics));
                checks.add(server(admin, topics));
                checks.add(clock(admin, topics));
                checks.add(position());
            }
        } catch (StreamException e) {
            checks.add(Check.failed("broker", sentence(e), e.hint() + "."));
            checks.add(Check.skipped("topics", "Without a broker there are none to look at."));
        } catch (ExecutionException e) {
            StreamException told = Clients.explain("look at the topics", kafka, e);
            checks.add(Check.failed("topics", sentence(told), told.hint() + "."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return checks;
    }

    private Check noTopics(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> names = admin.listTopics().names().get();
        String ending = ".changes";
        List<String> others = names.stream()
                .filter(name -> name.endsWith(ending)
                        && names.contains(name.substring(0, name.length() - ending.length()) + ".assessments"))
                .map(name -> name.substring(0, name.length() - ending.length()))
                .sorted()
                .toList();
        return others.isEmpty()
                ? Check.attention(
                        "topics",
                        "The broker has no topics of Tandem's yet.",
                        "The service or the first sync makes them; if they should be there, this is another broker.")
                : Check.failed(
                        "topics",
                        "There are none under " + kafka.prefix() + ", but under " + String.join(", ", others)
                                + ": the service and this laptop would not meet.",
                        "Set topic.prefix to the same on both (in tandem.properties).");
    }

    private Check topics(Admin admin, Map<Topic, TopicDescription> topics)
            throws ExecutionException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (!topics.containsKey(topic)) {
                wrong.add(kafka.name(topic) + " is not there");
            }
        }
        List<ConfigResource> resources = topics.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, kafka.name(topic)))
                .toList();
        admin.describeConfigs(resources).all().get().forEach((resource, config) -> {
            Topic topic = topics.keySet().stream()
                    .filter(t -> kafka.name(t).equals(resource.name()))
                    .findFirst()
                    .orElseThrow();
            Map<String, String> expected = new Topics(kafka).config(topic);
            for (String name : List.of("cleanup.policy", "message.timestamp.type")) {
                String is = config.get(name).value();
                if (!expected.getOrDefault(name, is).equals(is)) {
                    wrong.add(resource.name() + " has " + name + " " + is + ", not " + expected.get(name));
                }
            }
        });
        return wrong.isEmpty()
                ? Check.ok(
                        "topics",
                        "All " + topics.size() + " are there under " + kafka.prefix() + ", as they should be.")
                : Check.attention(
                        "topics",
                        String.join("; ", wrong) + ".",
                        "The next sync makes missing ones; settings of a topic are the operator's to correct.");
    }

    /** The service commits to its group what it has answered for: one that reads elsewhere never does. */
    private Check server(Admin admin, Map<Topic, TopicDescription> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(kafka.serverGroup())
                .partitionsToOffsetAndMetadata()
                .get();
        long open = 0;
        for (TopicPartition partition : partitions(topics, Topic.CHANGES)) {
            long end = offset(admin, partition, OffsetSpec.latest()).offset();
            OffsetAndMetadata at = committed.get(partition);
            open += end - (at == null ? 0 : at.offset());
        }
        if (open <= 0) {
            return Check.ok("server", "The server has answered for all that was sent.");
        }
        return committed.isEmpty()
                ? Check.attention(
                        "server",
                        "No server has ever read " + kafka.name(Topic.CHANGES) + ", where "
                                + InWords.count(open, "record", "waits", "wait") + ".",
                        "See that the service runs, with the same broker (--bootstrap-servers) and topic.prefix.")
                : Check.attention(
                        "server",
                        InWords.count(open, "record", "waits", "wait") + " in " + kafka.name(Topic.CHANGES)
                                + " for the server.",
                        "If that does not change, look at the service: " + settings.get(CommonSettings.SERVICE_URL)
                                + "/health");
    }

    /** A record from the future tells that this machine's clock is behind the broker's. */
    private Check clock(Admin admin, Map<Topic, TopicDescription> topics)
            throws ExecutionException, InterruptedException {
        long newest = 0;
        for (Topic topic : topics.keySet()) {
            for (TopicPartition partition : partitions(topics, topic)) {
                newest = Math.max(
                        newest,
                        offset(admin, partition, OffsetSpec.maxTimestamp()).timestamp());
            }
        }
        Instant now = Instant.now();
        if (newest <= 0) {
            return Check.skipped("broker's clock", "No record tells what time the broker has.");
        }
        Instant appended = Instant.ofEpochMilli(newest);
        return appended.isAfter(now)
                ? ServiceChecks.difference(
                        "broker's clock", "the broker's", appended, now, settings.get(CommonSettings.CLOCK_TOLERANCE))
                : Check.ok("broker's clock", "The newest record is of " + appended + ", and not from the future.");
    }

    private Check position() {
        if (!Files.exists(database)) {
            return Check.skipped("position", "There is no database that has read anything.");
        }
        try (SyncedFile file = SyncedFile.openReadOnly(database)) {
            Optional<NodeContext> context = LaptopFile.context(file, settings);
            if (context.isEmpty()) {
                return Check.skipped("position", "The database has not been adopted.");
            }
            Waiting waiting = Waiting.look(file, context.get(), kafka, TIMEOUT);
            return Check.ok(
                    "position",
                    "The topics go on from where this database stopped; "
                            + InWords.count(waiting.events(), "record", "waits", "wait") + ".");
        } catch (GapException e) {
            return Check.failed("position", sentence(e), e.hint() + ".");
        } catch (BrokerAwayException e) {
            return Check.skipped("position", sentence(e));
        } catch (StreamException | UserError e) {
            return Check.skipped("position", "The database cannot be read.");
        }
    }

    private static List<TopicPartition> partitions(Map<Topic, TopicDescription> topics, Topic topic) {
        TopicDescription description = topics.get(topic);
        return description == null
                ? List.of()
                : description.partitions().stream()
                        .map(p -> new TopicPartition(description.name(), p.partition()))
                        .toList();
    }

    private static ListOffsetsResultInfo offset(Admin admin, TopicPartition partition, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get();
    }

    private static String sentence(StreamException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }
}
