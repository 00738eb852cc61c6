package dev.tandem.broker;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What Kafka is told: one node that is broker and controller, small enough for 256 MB of heap. */
final class NodeConfig {

    static final int NODE_ID = 1;

    private NodeConfig() {}

    static Properties of(Path dataFolder, Listeners listeners, Optional<Guard> guard) {
        var config = new Properties();
        identity(config, dataFolder, listeners);
        guard.ifPresentOrElse(with -> with.configure(config, listeners), () -> open(config));
        oneNodeOnly(config);
        backSoonAfterKill(config);
        onDiskBeforeAcknowledged(config);
        small(config);
        return config;
    }

    private static void identity(Properties config, Path dataFolder, Listeners listeners) {
        var doors = listeners.doors();
        var clients = Listeners.CLIENTS + "://" + doors.host() + ":" + listeners.clientPort();
        var controllerAddress =
                Doors.LOOPBACK + ":" + listeners.controllerAddress().getPort();
        config.put("process.roles", "broker,controller");
        config.put("node.id", String.valueOf(NODE_ID));
        config.put("log.dirs", dataFolder.toString());
        config.put("listeners", clients + "," + Listeners.CONTROLLER + "://" + controllerAddress);
        config.put(
                "advertised.listeners",
                Listeners.CLIENTS + "://" + doors.advertisedHost() + ":" + listeners.advertisedPort());
        config.put("controller.listener.names", Listeners.CONTROLLER);
        config.put("controller.quorum.voters", NODE_ID + "@" + controllerAddress);
        config.put("auto.create.topics.enable", "false");
    }

    private static void open(Properties config) {
        config.put("inter.broker.listener.name", Listeners.CLIENTS);
        config.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    private static void oneNodeOnly(Properties config) {
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        config.put("share.coordinator.state.topic.num.partitions", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
    }

    /** A killed node is refused as its own double until the session that it had has expired. */
    private static void backSoonAfterKill(Properties config) {
        config.put("broker.session.timeout.ms", "1500");
        config.put("broker.heartbeat.interval.ms", "300");
    }

    /** There is no replica to recover from: a record is on the disk before its producer hears that it is. */
    private static void onDiskBeforeAcknowledged(Properties config) {
        config.put("log.flush.interval.messages", "1");
    }

    private static void small(Properties config) {
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("background.threads", "2");
        config.put("num.replica.fetchers", "1");
        config.put("num.recovery.threads.per.data.dir", "2");
        config.put("log.cleaner.threads", "1");
        config.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        config.put("log.cleaner.io.buffer.size", String.valueOf(256 << 10));
        config.put("log.segment.bytes", String.valueOf(128 << 20));
        config.put("log.index.size.max.bytes", String.valueOf(1 << 20));
        config.put("offsets.topic.segment.bytes", String.valueOf(16 << 20));
        config.put("transaction.state.log.segment.bytes", String.valueOf(16 << 20));
        config.put("share.coordinator.state.topic.segment.bytes", String.valueOf(16 << 20));
        config.put("metric.reporters", "");
    }
}
