package dev.tandem.stream.guarantee;

import dev.tandem.schema.event.AssessmentEvent;
import dev.tandem.schema.event.AssessmentEvent.AssessmentRecorded;
import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.stream.guarantee.Chronicle.Answered;
import dev.tandem.stream.guarantee.Chronicle.Issued;
import dev.tandem.stream.guarantee.Versions.Ruled;
import dev.tandem.stream.tap.TapResult.Status;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in each register, on each node, is the greatest of all versions that were ever issued for it, and the
 * user's rows show it. The versions are worked out from the texts that scripts wrote, the taps that phones gave and the
 * times of the broker, with {@code java.time} and comparisons of its own: a clock that was misread, compared as text or
 * not capped is found, also where all nodes agree on it.
 *
 * <p>Covers verdicts. That rows hold what was written last is left to {@link Convergence} and {@link NothingLost}. Of a
 * verdict without a time, one that amends another, and one that settles a conflict, the clock is taken as issued.
 */
final class NewestWins implements Guarantee {
    private static final long TOLERANCE = 300_000_000L;

    @Override
    public List<String> broken(World world) {
        List<String> broken = new ArrayList<>();
        Versions versions = Versions.of(world);
        clocksAreThoseOfTheTexts(world, versions, broken);
        theServerHandsOnTheRuledClock(world, versions, broken);
        Map<String, Ruled> greatest = versions.greatest();
        for (Machine machine : world.machines()) {
            Map<String, String> standing = new HashMap<>();
            machine.file()
                    .read(
                            "read",
                            sql -> sql.all(
                                    "SELECT product_url, review_type, event, clock FROM tandem_verdict",
                                    row -> standing.put(
                                            row.getString(1) + " "
                                                    + ReviewType.of(row.getString(2))
                                                            .orElseThrow(),
                                            row.getLong(4) + "/" + row.getString(3))));
            Set<String> registers = new HashSet<>(greatest.keySet());
            registers.addAll(standing.keySet());
            Map<String, Noted> rows = machine.other.rows();
            for (String register : registers) {
                Ruled expected = greatest.get(register);
                String version = expected == null ? "nothing" : expected.clock() + "/" + expected.id();
                String stands = standing.getOrDefault(register, "nothing");
                if (!version.equals(stands)) {
                    broken.add("on " + machine.who + " stands " + stands + " for " + register + ", not " + version);
                } else if (expected != null) {
                    shows(machine.who, rows, expected, broken);
                }
            }
        }
        return broken;
    }

    private static void shows(Who who, Map<String, Noted> rows, Ruled verdict, List<String> broken) {
        String url = verdict.event().productUrl();
        String decision = verdict.decision();
        Noted product = rows.get("products " + url);
        Noted queued = rows.get(
                "assessment_queue " + url + " " + verdict.event().reviewType().text());
        if (decision == null) {
            return;
        }
        if (product != null
                && verdict.event().reviewType() == ReviewType.MODESTY
                && !decision.equals(product.columns().get("modesty_status"))) {
            broken.add("on " + who + " the product " + url + " shows "
                    + product.columns().get("modesty_status") + " where " + decision + " stands");
        }
        if (queued != null
                && (!decision.equals(queued.columns().get("review_decision"))
                        || !"reviewed".equals(queued.columns().get("status")))) {
            broken.add("on " + who + " the review of " + url + " shows "
                    + queued.columns().get("review_decision") + " where " + decision + " stands");
        }
    }

    /** A verdict's clock is the instant that its own text names. */
    private static void clocksAreThoseOfTheTexts(World world, Versions versions, List<String> broken) {
        Map<String, Answered> taps = new HashMap<>();
        world.chronicle.taps.stream()
                .filter(tap -> Set.of(Status.RECORDED, Status.SUPERSEDED)
                        .contains(tap.result().status()))
                .forEach(tap -> taps.putIfAbsent(tap.tap().id().toString(), tap));
        for (Ruled one : versions.all()) {
            Answered tap = taps.get(one.id());
            if (tap != null) {
                long given = tap.tap().assessedAt();
                long clock = given > tap.arrived() + TOLERANCE ? tap.arrived() : given;
                if (clock != one.event().clock()) {
                    broken.add("the tap " + one.id() + " of " + given + " at " + tap.arrived() + " has the clock "
                            + one.event().clock());
                }
            } else if (one.event() instanceof AssessmentRecorded recorded
                    && recorded.settles() == null
                    && !amends(versions, recorded)) {
                Long text = micros(recorded.given().assessedAt());
                long noticed = one.issued().envelope().time();
                boolean capped = one.issued().by() == Who.SERVER && text != null && text > noticed + TOLERANCE;
                boolean onTop = recorded.basedOn() != null
                        && recorded.clock() == recorded.basedOn().clock() + 1;
                if (text != null && (capped ? noticed : text) != recorded.clock() && !(capped && onTop)) {
                    broken.add("the verdict " + one.id() + " of "
                            + recorded.given().assessedAt() + " has the clock " + recorded.clock());
                }
                if (capped && !onTop && !recorded.capped()) {
                    broken.add("the verdict " + one.id() + " of "
                            + recorded.given().assessedAt() + " was capped and is not marked");
                }
            }
        }
    }

    private static boolean amends(Versions versions, AssessmentRecorded recorded) {
        if (recorded.basedOn() == null) {
            return false;
        }
        Ruled before = versions.of(recorded.basedOn().eventId().toString());
        return before == null || recorded.given().decision().text().equals(before.decision());
    }

    private static void theServerHandsOnTheRuledClock(World world, Versions versions, List<String> broken) {
        for (Issued issued : world.issued()) {
            Ruled ruled = versions.of(issued.envelope().id().toString());
            if (issued.by() == Who.SERVER
                    && ruled != null
                    && issued.envelope().event() instanceof AssessmentEvent event
                    && (event.clock() != ruled.clock()
                            || (ruled.capped() && issued.envelope().answers() == null && !event.capped()))) {
                broken.add("the server hands on " + ruled.id() + " of " + ruled.clock() + " with the clock "
                        + event.clock() + (event.capped() ? ", marked" : ", not marked"));
            }
        }
    }

    private static @Nullable Long micros(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String iso = text.replace(' ', 'T');
        try {
            Instant at = iso.endsWith("Z")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return ChronoUnit.MICROS.between(Instant.EPOCH, at);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
