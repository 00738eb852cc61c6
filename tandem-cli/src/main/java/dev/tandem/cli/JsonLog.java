package dev.tandem.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * What is logged as one JSON object a line, on standard error, by Logback's own encoder. Levels are those that the verb has set for
 * its plain log.
 */
public final class JsonLog extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext logs) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(logs);
        // Who reads the lines wants what is said, not its template; the rest is of no use to them.
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithMDC(false);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(logs);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(Logging.level(), Level.WARN));
        Logging.levels().forEach((name, level) -> logs.getLogger(name).setLevel(Level.toLevel(level)));
        logs.getLogger("tandem").setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
