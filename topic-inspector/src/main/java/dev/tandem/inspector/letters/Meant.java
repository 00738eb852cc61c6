package dev.tandem.inspector.letters;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.settings.Settings;
import dev.tandem.inspector.AtMost;
import dev.tandem.inspector.KafkaOptions;
import dev.tandem.inspector.reading.Places;
import dev.tandem.stream.kafka.KafkaSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The letters that a verb is to do something with: one, those that are chosen, or all; the oldest first. */
final class Meant {
    private static final int LARGEST = 10_000;
    private static final int TOGETHER = 100;
    private static final long BYTES = 8 << 20;

    private final @Nullable String id;
    private final Chosen chosen;
    private final Predicate<Letter> wanted;
    private final int limit;
    private final Output output;

    private Meant(@Nullable String id, Chosen chosen, Settings settings, int limit, Output output) {
        this.id = id;
        this.chosen = chosen;
        this.wanted = chosen.in(settings);
        this.limit = limit;
        this.output = output;
    }

    /**
     * Reads what was given.
     *
     * @throws UserError of wrong usage, unless either one is named, or some are chosen, or it is to be all
     */
    static Meant of(@Nullable String id, boolean all, Chosen chosen, AtMost atMost, KafkaOptions options) {
        boolean some = all || !chosen.isEmpty();
        if ((id == null) != some) {
            throw UserError.usage(
                    "Name one letter, or choose some (--where, --cause, --topic, --since), or all (--all).",
                    "See: tandem dead-letters --help");
        }
        return new Meant(id, chosen, options.settings(), atMost.records(LARGEST), options.output());
    }

    boolean isOne() {
        return id != null;
    }

    /**
     * Hands them out, some at a time.
     *
     * @return whether there are more than was asked for at most
     */
    boolean inTurn(KafkaSettings kafka, Consumer<List<Letter>> taker) {
        try (Letters letters = Letters.connect(kafka)) {
            if (id != null) {
                taker.accept(List.of(letters.open(id)));
                return false;
            }
            Places all = letters.places(wanted);
            chosen.requireMet();
            Places places = all.first(limit);
            List<Letter> some = Letters.read(places.take(TOGETHER, BYTES));
            while (!some.isEmpty()) {
                taker.accept(some);
                some = Letters.read(places.take(TOGETHER, BYTES));
            }
            return all.size() > limit;
        }
    }

    /** How many letters are meant now; 1 if one was named. */
    int count(KafkaSettings kafka) {
        if (id != null) {
            return 1;
        }
        try (Letters letters = Letters.connect(kafka)) {
            int size = letters.places(wanted).size();
            chosen.requireMet();
            return Math.min(size, limit);
        }
    }

    void sayWhatIsLeft(int done, boolean more) {
        if (done == 0) {
            output.line(chosen.isEmpty() ? "There are no dead letters." : "No dead letter is like that.");
        }
        if (more) {
            output.note("… and there are more: run it again for the next (--limit).");
        }
    }
}
