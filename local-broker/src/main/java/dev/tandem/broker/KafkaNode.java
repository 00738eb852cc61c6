package dev.tandem.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.slf4j.LoggerFactory;

/** Kafka's own parts, put together as {@code KafkaRaftServer} does, but with our sockets and our handling of faults. */
final class KafkaNode {

    private final ControllerServer controller;
    private final BrokerServer broker;

    KafkaNode(Path dataFolder, LoopbackListeners listeners, Faults faults) {
        var config = KafkaConfig.fromProps(NodeConfig.of(dataFolder, listeners), false);
        var logDirs = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaNode.class), "");
        var shared = new SharedServer(
                config,
                logDirs._1(),
                Time.SYSTEM,
                new Metrics(Time.SYSTEM),
                CompletableFuture.completedFuture(Map.of(NodeConfig.NODE_ID, listeners.controllerAddress())),
                List.of(),
                faults,
                listeners);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
        broker = new BrokerServer(shared);
    }

    /** Returns when the broker takes requests. */
    void start() {
        controller.startup();
        broker.startup();
    }

    /** The broker first: its controlled shutdown needs the controller. */
    void stop() {
        broker.shutdown();
        controller.shutdown();
    }
}
