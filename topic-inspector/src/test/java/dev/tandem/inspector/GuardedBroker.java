package dev.tandem.inspector;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker that lets nobody do what they have no right to. Who comes in by the guests' door has none but those given here. */
final class GuardedBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int owners;
    private final int guests;

    /** Tells people apart by the door. */
    public static final class ByDoor extends DefaultKafkaPrincipalBuilder {
        public ByDoor() {
            super(null, null);
        }

        @Override
        public KafkaPrincipal build(AuthenticationContext context) {
            return new KafkaPrincipal(
                    KafkaPrincipal.USER_TYPE, context.listenerName().equals("GUESTS") ? "guest" : "owner");
        }
    }

    GuardedBroker(Path folder) throws Exception {
        int controller = freePort();
        owners = freePort();
        guests = freePort();
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("log.dirs", folder.toString());
        config.put(
                "listeners",
                "OWNERS://127.0.0.1:" + owners + ",GUESTS://127.0.0.1:" + guests + ",CONTROLLER://127.0.0.1:"
                        + controller);
        config.put("advertised.listeners", "OWNERS://127.0.0.1:" + owners + ",GUESTS://127.0.0.1:" + guests);
        config.put("inter.broker.listener.name", "OWNERS");
        config.put("controller.listener.names", "CONTROLLER");
        config.put("listener.security.protocol.map", "OWNERS:PLAINTEXT,GUESTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        config.put("principal.builder.class", ByDoor.class.getName());
        config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        config.put("super.users", "User:owner");
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(Optional.of(folder.toString()))
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
        server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
        server.startup();
    }

    /** Where everything is allowed. */
    String forOwners() {
        return "127.0.0.1:" + owners;
    }

    /** Where only what was allowed is. */
    String forGuests() {
        return "127.0.0.1:" + guests;
    }

    /** Lets guests do something with all topics whose names begin so. */
    void allow(AclOperation operation, String prefix) throws Exception {
        try (Admin admin = Admin.create(java.util.Map.of("bootstrap.servers", forOwners()))) {
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                            new AccessControlEntry("User:guest", "*", operation, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
