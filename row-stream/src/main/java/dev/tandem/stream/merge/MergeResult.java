package dev.tandem.stream.merge;

import dev.tandem.schema.event.TandemEvent;
import dev.tandem.stream.register.History;

/**
 * What came of one event.
 *
 * @param event the event as it was merged
 * @param outcome whether it was newer than what stood
 * @param conflict whether two people decided differently without knowing of each other
 */
public record MergeResult(TandemEvent event, History.Outcome outcome, boolean conflict) {}
