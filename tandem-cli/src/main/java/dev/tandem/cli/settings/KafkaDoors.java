package dev.tandem.cli.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands at the doors of a broker that asks who comes in, by the names of Kafka's own settings. */
public final class KafkaDoors {
    /** Who may do everything from outside: the users' and rights' administrator. */
    public static final String ADMINISTRATOR = "tandem-admin";

    /** As whom a broker comes in at its own doors. */
    public static final String ITSELF = "tandem-broker";

    private KafkaDoors() {}

    /**
     * The doors by which the broker reaches itself, by PLAIN, and who may do everything.
     *
     * @param doors the listeners' names, in small letters
     * @param password the broker's own
     * @param others the passwords of those that come in there too, by their names
     */
    public static Map<String, String> ofItself(Collection<String> doors, String password, Map<String, String> others) {
        StringBuilder jaas = new StringBuilder(KafkaLogin.plain(ITSELF, password)).append(user(ITSELF, password));
        others.forEach((name, theirs) -> jaas.append(user(name, theirs)));
        jaas.append(';');
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        for (String door : doors) {
            settings.put("listener.name." + door + ".sasl.enabled.mechanisms", "PLAIN");
            settings.put("listener.name." + door + ".plain.sasl.jaas.config", jaas.toString());
        }
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ITSELF + ";User:" + ADMINISTRATOR);
        return settings;
    }

    private static String user(String name, String password) {
        return " user_" + name + "=\"" + password + "\"";
    }
}
