package dev.tandem.cli.settings;

import dev.tandem.schema.row.SyncTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The settings that more than one app reads. An app declares further ones of its own under a prefix of its own. */
public final class CommonSettings {

    /** Where Kafka is: {@code HOST:PORT}, several separated by commas. */
    public static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.of("bootstrap-servers", "localhost:9092", "HOST:PORT, several separated by commas", text -> {
                String servers = text.strip();
                if (!servers.matches("[^\\s,:]+:\\d{1,5}(,\\s*[^\\s,:]+:\\d{1,5})*|\\[[0-9a-fA-F:]+]:\\d{1,5}")
                        || !Stream.of(servers.split(",")).allMatch(CommonSettings::hasPort)) {
                    throw new IllegalArgumentException();
                }
                return servers;
            });

    /** The laptop's database. */
    public static final Setting<Path> DATABASE = Setting.path("database", "data/laptop/products.db");

    /** The service, as a laptop reaches it. */
    public static final Setting<String> SERVICE_URL = Setting.url("service-url", "http://localhost:8080");

    /** The folder of the server's side: the broker's data in {@code broker}, the service's in {@code server}. */
    public static final Setting<Path> DATA = Setting.path("data", "data");

    /** The service's port; 0 is any that is free. */
    public static final Setting<Integer> PORT = Setting.port("port", 8080);

    /** The embedded broker's port; 0 is any that is free. */
    public static final Setting<Integer> BROKER_PORT = Setting.port("broker-port", 9092);

    /**
     * The server's database; {@code server/products.db} in {@link #DATA} if it is not set. Its flag is
     * {@code --database} too, but it never takes the value of the laptop's setting: on one machine both sides would
     * otherwise work in one file.
     */
    public static final Setting<Path> SERVER_DATABASE =
            Setting.path("server.database", "data/server/products.db").withFlag("--database");

    /** What the names of all topics begin with. */
    public static final Setting<String> TOPIC_PREFIX =
            Setting.of("topic.prefix", "tandem", "letters, digits, dots, dashes and underscores", text -> {
                if (!text.strip().matches("[A-Za-z0-9._-]{1,100}")) {
                    throw new IllegalArgumentException();
                }
                return text.strip();
            });

    /** How many partitions a new topic has. */
    public static final Setting<Integer> TOPIC_PARTITIONS = Setting.number("topic.partitions", 1, 1, 10_000);

    /** How many brokers keep a copy of a new topic. */
    public static final Setting<Integer> TOPIC_REPLICATION = Setting.number("topic.replication-factor", 1, 1, 100);

    /** How long a topic keeps its records uncompacted. */
    public static final Setting<Duration> TOPIC_RETENTION = Setting.duration("topic.retention", "30d");

    /** The zone of times that do not name one. */
    public static final Setting<ZoneId> CLOCK_ZONE = Setting.zone("clock.zone", "UTC");

    /** How far a clock may be ahead before it is capped. */
    public static final Setting<Duration> CLOCK_TOLERANCE = Setting.duration("clock.tolerance", "5m");

    /** What follows when two people decided differently: {@code latest}, {@code server-wins} or {@code review}. */
    public static final Setting<String> CONFLICT_POLICY =
            Setting.of("conflict.policy", "latest", "latest, server-wins or review", text -> {
                String policy = text.strip();
                if (!List.of("latest", "server-wins", "review").contains(policy)) {
                    throw new IllegalArgumentException();
                }
                return policy;
            });

    /** The further tables whose rows travel, besides the products and the review queue. */
    public static final Setting<List<String>> SYNC_TABLES = Setting.of(
            "sync.tables",
            String.join(",", SyncTable.USUAL_FURTHER),
            "names of tables separated by commas: lower case letters, digits and underscores, none of Tandem's own",
            text -> {
                List<String> names = Stream.of(text.split(","))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .filter(name ->
                                SyncTable.ALL.stream().noneMatch(t -> t.name().equals(name)))
                        .toList();
                if (!names.stream().allMatch(SyncTable::isFurtherName)) {
                    throw new IllegalArgumentException();
                }
                return names;
            });

    /** What a verb that stays logs on standard error: lines for people ({@code text}), or a JSON object a line ({@code json}). */
    public static final Setting<String> LOG_FORMAT = Setting.of("log-format", "text", "text or json", text -> {
        String format = text.strip();
        if (!List.of("text", "json").contains(format)) {
            throw new IllegalArgumentException();
        }
        return format;
    });

    static final List<Setting<?>> ALL = List.of(
            BOOTSTRAP_SERVERS,
            DATABASE,
            SERVICE_URL,
            DATA,
            PORT,
            BROKER_PORT,
            SERVER_DATABASE,
            TOPIC_PREFIX,
            TOPIC_PARTITIONS,
            TOPIC_REPLICATION,
            TOPIC_RETENTION,
            CLOCK_ZONE,
            CLOCK_TOLERANCE,
            CONFLICT_POLICY,
            SYNC_TABLES,
            LOG_FORMAT);

    private CommonSettings() {}

    private static boolean hasPort(String server) {
        int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
        return port > 0 && port <= 65_535;
    }
}
