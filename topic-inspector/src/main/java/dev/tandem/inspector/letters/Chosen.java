package dev.tandem.inspector.letters;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.inspector.filter.When;
import dev.tandem.inspector.filter.Where;
import dev.tandem.schema.version.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters are meant: those that meet all that is asked for. */
public final class Chosen {
    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description =
                    "Only letters with this value in what show --json tells: type, node, value.url ... All of several.")
    private List<String> conditions = new ArrayList<>();

    @Option(names = "--cause", paramLabel = "TEXT", description = "Only those with this text in their cause.")
    private @Nullable String cause;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those of records of this topic.")
    private @Nullable String topic;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those of records since then; 7d is seven days ago.")
    private @Nullable String since;

    private Where where = Where.of(List.of());

    /** Whether nothing is asked for. */
    boolean isEmpty() {
        return conditions.isEmpty() && cause == null && topic == null && since == null;
    }

    /**
     * Whether a letter is meant.
     *
     * @throws UserError of wrong usage, if what was given makes no sense
     */
    Predicate<Letter> in(Settings settings) {
        where = Where.of(conditions);
        long from = since == null
                ? Long.MIN_VALUE
                : Timestamps.toMicros(
                        When.read("--since", since, settings.get(CommonSettings.CLOCK_ZONE), Instant.now()));
        String prefix = settings.get(CommonSettings.TOPIC_PREFIX) + ".";
        return letter -> hasCause(letter)
                && isOfTopic(letter.event().topic(), prefix)
                && letter.event().appendedAt() >= from
                && (where.isEmpty() || where.matches(letter.json()));
    }

    /**
     * To be called when all letters have been looked at.
     *
     * @throws UserError of wrong usage, if none of them has a field that was named
     */
    void requireMet() {
        where.requireMet("the dead letters");
    }

    private boolean hasCause(Letter letter) {
        return cause == null
                || letter.event().cause().toLowerCase(Locale.ROOT).contains(cause.toLowerCase(Locale.ROOT));
    }

    private boolean isOfTopic(String name, String prefix) {
        return topic == null || name.equals(topic) || name.equals(prefix + topic);
    }
}
