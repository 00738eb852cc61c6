package dev.tandem.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

    KafkaNode(Path dataFolder, Listeners listeners, Optional<Guard> guard, Faults faults) {
        var config = KafkaConfig.fromProps(NodeConfig.of(dataFolder, listeners, guard), false);
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

    /**
     * Stops cleanly: the broker first, because it asks the controller to be let go.
     *
     * @return whether it stopped in time; with a broken disk, Kafka waits for what never comes
     */
    boolean stop(Duration atMost) {
        var stopped = new CountDownLatch(1);
        var stopper = new Thread(
                () -> {
                    broker.shutdown(atMost);
                    controller.shutdown();
                    stopped.countDown();
                },
                "local-broker-stop");
        stopper.setDaemon(true);
        stopper.start();
        try {
            return stopped.await(atMost.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
