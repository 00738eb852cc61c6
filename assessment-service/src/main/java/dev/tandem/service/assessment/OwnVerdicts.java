package dev.tandem.service.assessment;

import dev.tandem.schema.verdict.Verdict;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.UnreadableTimestampException;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.product.PicturePath;
import dev.tandem.service.product.ProductCard;
import dev.tandem.service.product.ProductCards;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.service.stream.ServerStream;
import dev.tandem.stream.register.VerdictState;
import dev.tandem.stream.tap.GivenTap;
import dev.tandem.stream.tap.GivenTaps;
import dev.tandem.stream.tap.TakenBack;
import dev.tandem.stream.tap.TakingBack;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a reviewer has given: it is shown to them again, and they can take it back while it stands. */
@Singleton
final class OwnVerdicts {
    private final ServerDatabase database;
    private final ServerStream stream;
    private final ProductCards cards;
    private final TakingBack takingBack;

    OwnVerdicts(ServerDatabase database, ServerStream stream, ProductCards cards) {
        this.database = database;
        this.stream = stream;
        this.cards = cards;
        this.takingBack = new TakingBack(database.file(), database.context());
    }

    /**
     * The verdicts that a reviewer gave since then, the latest to arrive first. A page may hold fewer than asked for.
     *
     * @param before only what arrived before that place
     */
    OwnVerdict.Page since(Instant from, Reviewer reviewer, long before, int most) {
        // None is assessed later than it arrives by more than the tolerance, so none from then on came long before.
        long since = Timestamps.toMicros(from.minus(database.context().tolerance()));
        List<GivenTap> taps =
                database.reader().read("read", sql -> new GivenTaps(sql).of(reviewer.name(), since, before, most + 1));
        List<GivenTap> page = taps.subList(0, Math.min(most, taps.size()));
        List<GivenTap> given =
                page.stream().filter(tap -> !isBefore(tap.verdict(), from)).toList();
        Map<String, ProductCard> shown =
                cards.of(given.stream().map(GivenTap::productUrl).toList());
        return new OwnVerdict.Page(
                given.stream()
                        .map(tap -> shown(tap, Objects.requireNonNull(shown.get(tap.productUrl()))))
                        .toList(),
                taps.size() > most ? Long.toString(page.get(most - 1).place()) : null);
    }

    /** Takes a verdict back; doing so again is answered in the same way. */
    OwnVerdict.Undone undo(UUID id, Reviewer reviewer) {
        TakenBack result = takingBack.takeBack(id, reviewer.name());
        return switch (result.status()) {
            case UNKNOWN ->
                throw new ProblemException(HttpStatus.NOT_FOUND, "No verdict with the id " + id + " has arrived here.");
            case OF_ANOTHER ->
                throw new ProblemException(
                        HttpStatus.FORBIDDEN,
                        "This verdict is another reviewer's. Only they can undo it, or the owner with: tandem undo");
            case OVERTAKEN ->
                throw new ProblemException(
                        HttpStatus.CONFLICT,
                        "Another verdict on this product has come to stand since; nothing was changed.");
            case DONE -> {
                stream.wakeUp();
                yield undone(id, result.stands().orElseThrow());
            }
        };
    }

    private OwnVerdict.Undone undone(UUID id, VerdictState stands) {
        Verdict verdict = stands.verdict();
        return new OwnVerdict.Undone(
                id.toString(),
                "retracted",
                stands.productUrl(),
                stands.reviewType().text(),
                verdict == null
                        ? null
                        : new OwnVerdict.Standing(
                                verdict.decision().text(), verdict.reviewer(), instant(verdict.assessedAt())));
    }

    private OwnVerdict shown(GivenTap tap, ProductCard card) {
        Verdict verdict = tap.verdict();
        return new OwnVerdict(
                tap.id().toString(),
                tap.productUrl(),
                verdict.reviewType().text(),
                card.title(),
                card.price(),
                card.retailer(),
                card.images(),
                PicturePath.of(tap.productUrl(), card.images()),
                verdict.decision().text(),
                verdict.clothingType(),
                verdict.notes(),
                instant(verdict.assessedAt()),
                switch (tap.fate()) {
                    case STANDS -> Outcome.RECORDED.status();
                    case TAKEN_BACK -> "retracted";
                    case SUPERSEDED -> Outcome.SUPERSEDED.status();
                });
    }

    private boolean isBefore(Verdict verdict, Instant from) {
        String assessedAt = instant(verdict.assessedAt());
        return assessedAt != null && Instant.parse(assessedAt).isBefore(from);
    }

    private @Nullable String instant(@Nullable String assessedAt) {
        if (assessedAt == null) {
            return null;
        }
        try {
            ZoneId zone = database.context().zone();
            return Timestamps.toInstant(Timestamps.parse(assessedAt, zone)).toString();
        } catch (UnreadableTimestampException aScriptsOwn) {
            return null;
        }
    }
}
