package dev.tandem.stream.kafka;

import dev.tandem.stream.file.StreamException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Errors of Kafka's clients as sentences. None of them holds a secret. */
final class Explanation {
    private Explanation() {}

    static StreamException of(String attempt, KafkaSettings settings, Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable error = failure instanceof ExecutionException && cause != null ? cause : failure;
        String what = "could not " + attempt + " at " + settings.bootstrapServers() + ": ";
        if (error instanceof AuthenticationException) {
            return refused(what, settings, error);
        }
        if (error instanceof AuthorizationException) {
            return new StreamException(
                    what + notAllowed(settings, error),
                    "ask the operator for the rights that this node needs (tandem nodes add); a node that was revoked"
                            + " has none",
                    error);
        }
        return error instanceof TimeoutException
                ? late(what, settings, error)
                : new BrokerAwayException(
                        what + error.getMessage(),
                        "check that the broker runs and that --bootstrap-servers is right",
                        error);
    }

    /** Kafka's own words name a request and a session, and no login. */
    private static String notAllowed(KafkaSettings settings, Throwable error) {
        String who = settings.login().map(name -> "the login " + name).orElse("a client without a login");
        if (error instanceof TopicAuthorizationException refused) {
            Set<String> named = new TreeSet<>(refused.unauthorizedTopics());
            return who + " may not do that with " + (named.isEmpty() ? "these topics" : String.join(", ", named));
        }
        return error instanceof GroupAuthorizationException group && group.groupId() != null
                ? who + " may not use the group " + group.groupId()
                : who + " may not do that";
    }

    /** A broker that is gone, one that hangs and one that is slow all look alike to Kafka's clients; so it is asked anew. */
    private static StreamException late(String what, KafkaSettings settings, Throwable error) {
        Optional<String> silence = Door.silence(settings);
        if (silence.isPresent()) {
            return new BrokerAwayException(
                    what + "it does not answer any more: " + silence.get(),
                    "see that the broker runs, then try again; nothing is lost",
                    error);
        }
        boolean plain = Door.protocol(settings).equals("PLAINTEXT");
        return new BrokerAwayException(
                what + "it answers, but this took too long",
                "try again: nothing is lost, and what has been confirmed is not done twice; if it stays so, the connection is"
                        + " slow, or the broker is busy and its log says with what"
                        + (plain
                                ? "; one that asks for logins lets a client without one wait, too (kafka.security.protocol)"
                                : ""),
                error);
    }

    private static StreamException refused(String what, KafkaSettings settings, Throwable error) {
        if (error instanceof SslAuthenticationException) {
            return new StreamException(
                    what + "its certificate is not trusted: " + root(error).getMessage(),
                    "check kafka.ssl.truststore.* in tandem.properties, and that the broker is reached under a name that"
                            + " its certificate has",
                    error);
        }
        if (error instanceof UnsupportedSaslMechanismException || error instanceof IllegalSaslStateException) {
            return new StreamException(
                    what + "it does not take logins of this kind: " + error.getMessage(),
                    "check kafka.security.protocol and kafka.sasl.mechanism in tandem.properties",
                    error);
        }
        return new StreamException(
                what + "it does not accept these credentials"
                        + settings.login()
                                .map(name -> ": the password of " + name + " is wrong, or its login was revoked")
                                .orElse(""),
                "check kafka.sasl.* in tandem.properties; an operator makes a new login with tandem nodes add",
                error);
    }

    /** Settings that Kafka's client refuses before it connects. What Kafka says of a login may quote it, so it is not told. */
    static StreamException ofSettings(KafkaSettings settings, Throwable failure) {
        Throwable root = root(failure);
        boolean sayable = root instanceof ConfigException
                && !String.valueOf(root.getMessage()).matches("(?is).*(jaas|password|secret).*");
        return new StreamException(
                "could not connect to " + settings.bootstrapServers() + ": Kafka's client does not take these settings"
                        + (sayable ? ": " + root.getMessage() : ""),
                "check kafka.* in tandem.properties and TANDEM_KAFKA_* in the environment; --debug shows more",
                failure);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }
}
