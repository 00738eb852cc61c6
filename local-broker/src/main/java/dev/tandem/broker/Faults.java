package dev.tandem.broker;

import java.util.concurrent.CompletableFuture;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.apache.kafka.server.fault.LoggingFaultHandler;

/** Collects what Kafka cannot go on after, where its own handler would end the JVM, which may be a test's. */
final class Faults implements FaultHandlerFactory {

    private final CompletableFuture<Void> fatal = new CompletableFuture<>();

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
}
