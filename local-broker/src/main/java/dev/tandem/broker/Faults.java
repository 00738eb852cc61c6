package dev.tandem.broker;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;

/** Collects what Kafka cannot go on after, where Kafka itself would end the JVM, which may be a test's. */
final class Faults implements FaultHandlerFactory, AutoCloseable {

    /** Kafka's exits do not say which node they are of, so they count for each. */
    private static final Set<Faults> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Exit.setExitProcedure(Faults::insteadOfExit);
        Exit.setHaltProcedure(Faults::insteadOfExit);
    }

    private final CompletableFuture<Void> fatal = new CompletableFuture<>();

    private static void insteadOfExit(int status, @Nullable String message) {
        var reason = message == null ? "Kafka could not go on, often because of a full or failing disk" : message;
        OPEN.forEach(faults -> faults.fatal.completeExceptionally(new IllegalStateException(reason)));
    }

    void open() {
        OPEN.add(this);
    }

    /** Fails with the first fatal fault, and never ends otherwise. */
    CompletableFuture<Void> fatal() {
        return fatal;
    }

    @Override
    public FaultHandler build(String name, boolean isFatal, Runnable action) {
        var logging = new LoggingFaultHandler(name, action);
        if (!isFatal) {
            return logging;
        }
        return (message, cause) -> {
            var fault = new FaultHandlerException(name + ": " + message, cause);
            fatal.completeExceptionally(fault);
            logging.handleFault(message, cause);
            return fault;
        };
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }
}
