package dev.tandem.inspector.letters;

import dev.tandem.inspector.letters.Outcome.State;
import dev.tandem.schema.event.OperationalEvent.DeadLetterSettled;
import dev.tandem.schema.topic.Topic;
import dev.tandem.stream.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies letters' records after all, with the versions that they had: those of the database at hand are merged into it, those
 * of the server's are sent to it. That a letter was redriven is noted once it was.
 */
final class Redriving {
    private final KafkaSettings kafka;
    private final AtHand atHand;

    /** Where a letter's record goes. */
    enum Way {
        /** Into the database at hand. */
        HERE("would be merged into the database at hand"),
        /** To the server. */
        SERVER("would be sent to the server again"),
        /** Nowhere from here. */
        ELSEWHERE(State.ELSEWHERE.text),
        /** Nowhere: it was not kept. */
        LOST(State.TOO_LARGE.text);

        final String text;

        Way(String text) {
            this.text = text;
        }
    }

    Redriving(KafkaSettings kafka, AtHand atHand) {
        this.kafka = kafka;
        this.atHand = atHand;
    }

    Way way(Letter letter) {
        if (letter.event().value() == null) {
            return Way.LOST;
        }
        if (atHand.has(letter)) {
            return Way.HERE;
        }
        return letter.event().topic().equals(kafka.name(Topic.CHANGES)) ? Way.SERVER : Way.ELSEWHERE;
    }

    /** Redrives letters together, and leaves a trace of each that is done. */
    Map<Letter, Outcome> redrive(List<Letter> letters, Traces traces) {
        Map<Letter, Outcome> outcomes = new LinkedHashMap<>();
        List<Letter> forServer = new ArrayList<>();
        List<Letter> done = new ArrayList<>();
        for (Letter letter : letters) {
            switch (way(letter)) {
                case HERE -> {
                    Outcome outcome = atHand.redrive(letter.record().orElseThrow(), kafka);
                    outcomes.put(letter, outcome);
                    if (outcome.state().isSettled) {
                        done.add(letter);
                    }
                }
                case SERVER -> forServer.add(letter);
                case ELSEWHERE -> outcomes.put(letter, Outcome.of(State.ELSEWHERE));
                case LOST -> outcomes.put(letter, Outcome.of(State.TOO_LARGE));
            }
        }
        if (!forServer.isEmpty()) {
            outcomes.putAll(new OnServer(kafka, traces).redrive(forServer));
            // What failed again is a letter of its own by now.
            done.addAll(forServer);
        }
        traces.settle(done, DeadLetterSettled.REDRIVEN);
        return outcomes;
    }
}
