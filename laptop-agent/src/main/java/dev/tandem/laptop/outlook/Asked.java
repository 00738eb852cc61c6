package dev.tandem.laptop.outlook;

import dev.tandem.laptop.connection.Aside;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.inbox.GapException;
import dev.tandem.stream.kafka.BrokerAwayException;
import dev.tandem.stream.kafka.Clients;
import dev.tandem.stream.kafka.KafkaSettings;
import dev.tandem.stream.kafka.WrongDoorException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A question to the broker beside other work, whose answer is waited for so long and no longer. */
final class Asked<T> {
    /** How much longer one may take that a connection was made to; with a JVM's start before it, all is told within 5 s. */
    private static final Duration MORE = Duration.ofSeconds(2);

    private final KafkaSettings kafka;
    private final Duration within;
    private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
    private final CompletableFuture<T> asked;

    private Asked(KafkaSettings kafka, Duration within, Function<Duration, T> question) {
        this.kafka = kafka;
        this.within = within;
        this.asked = Aside.start("ask-broker", () -> {
            Clients.requireReachable(kafka);
            connected.complete(true);
            return question.apply(within.plus(MORE));
        });
    }

    /** Asks, if somebody is there; the question is told how long it may take. */
    static <T> Asked<T> start(KafkaSettings kafka, Duration within, Function<Duration, T> question) {
        return new Asked<>(kafka, within, question);
    }

    /**
     * What came of it.
     *
     * @param said the answer; null if there was none
     * @param reachable whether anybody answered
     * @param trouble why there was no answer; null if there was one
     */
    record Answer<T>(@Nullable T said, boolean reachable, Outlook.@Nullable Trouble trouble) {
        private static <T> Answer<T> none(Outlook.Trouble trouble) {
            boolean reachable = trouble.kind() == Outlook.Kind.REFUSED || trouble.kind() == Outlook.Kind.GAP;
            return new Answer<>(null, reachable, trouble);
        }
    }

    /**
     * Waits for the answer.
     *
     * @throws StreamException if the question failed, and not at the broker: the file is locked, say
     */
    Answer<T> answer() {
        try {
            return new Answer<>(patiently(), true, null);
        } catch (TimeoutException e) {
            return Answer.none(silence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none(new Outlook.Trouble("interrupted", "", Outlook.Kind.AWAY));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StreamException cause)) {
                throw new CompletionException(e.getCause());
            }
            return Answer.none(Outlook.Trouble.of(cause, kind(cause).orElseThrow(() -> cause)));
        }
    }

    /** Where a connection stands, the answer may say what is wrong with it. */
    private T patiently() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return asked.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (!connected.isDone()) {
                throw e;
            }
            return asked.get(MORE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Outlook.Trouble silence() {
        String kafkaThere = "Kafka at " + kafka.bootstrapServers();
        return connected.isDone()
                ? new Outlook.Trouble(
                        kafkaThere + " takes connections, and has not said within "
                                + within.plus(MORE).toMillis() + " ms what waits there",
                        "look at the connection and at the broker's log",
                        Outlook.Kind.SLOW)
                : new Outlook.Trouble(
                        kafkaThere + " has not answered within " + within.toMillis() + " ms",
                        "check the connection, and that the broker runs",
                        Outlook.Kind.SLOW);
    }

    /** Empty where it is no trouble with the broker. */
    private Optional<Outlook.Kind> kind(StreamException failure) {
        if (failure instanceof GapException) {
            return Optional.of(Outlook.Kind.GAP);
        }
        if (failure instanceof BrokerAwayException) {
            // Silence proves nothing; a refused connection, or a name that nobody knows, does.
            boolean silent = connected.isDone() || isCausedBy(failure, SocketTimeoutException.class);
            return Optional.of(silent ? Outlook.Kind.SLOW : Outlook.Kind.AWAY);
        }
        // What Kafka's clients report and what is no absence is about a login, a right, a certificate or a setting.
        return failure instanceof WrongDoorException || isCausedBy(failure, KafkaException.class)
                ? Optional.of(Outlook.Kind.REFUSED)
                : Optional.empty();
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }
}
