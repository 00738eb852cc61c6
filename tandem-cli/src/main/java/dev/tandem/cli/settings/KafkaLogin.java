package dev.tandem.cli.settings;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a node comes in at a broker that asks who it is, as it stands in tandem.properties. */
public final class KafkaLogin {
    /** By which mechanism: the broker never keeps a password, and none ever travels. */
    public static final String MECHANISM = "SCRAM-SHA-512";

    /** The part of Kafka's that does it. */
    public static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    /** Beside an administrator's settings: where the nodes reach the broker whose logins are made with them. */
    public static final String SERVERS_FOR_NODES = "nodes.bootstrap-servers";

    private static final String JAAS = "kafka.sasl.jaas.config";
    private static final Pattern PASSWORD = Pattern.compile("\\bpassword=\"([A-Za-z0-9_-]+)\"");
    private static final int PASSWORD_BYTES = 32;

    private KafkaLogin() {}

    /** A password that nobody can guess and that needs no quoting anywhere. */
    public static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * The settings of a login.
     *
     * @param authority the certificates that the broker's own leads to, as PEM; empty where every machine trusts them
     */
    public static Map<String, String> settings(String user, String password, String authority) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.security.protocol", "SASL_SSL");
        settings.put("kafka.sasl.mechanism", MECHANISM);
        settings.put(JAAS, MODULE + " required username=\"" + user + "\" password=\"" + password + "\";");
        if (!authority.isBlank()) {
            settings.put("kafka.ssl.truststore.type", "PEM");
            settings.put("kafka.ssl.truststore.certificates", authority);
        }
        return settings;
    }

    /** The beginning of a login by PLAIN, by which a broker reaches itself; what follows ends it with a semicolon. */
    public static String plain(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\"";
    }

    /** The password in settings that were made here. */
    public static Optional<String> password(Map<String, String> settings) {
        @Nullable String jaas = settings.get(JAAS);
        if (jaas == null) {
            return Optional.empty();
        }
        Matcher matcher = PASSWORD.matcher(jaas);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
