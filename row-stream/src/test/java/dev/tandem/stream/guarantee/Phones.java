package dev.tandem.stream.guarantee;

import dev.tandem.schema.version.Timestamps;
import dev.tandem.schema.version.Version;
import dev.tandem.stream.guarantee.Chronicle.Answered;
import dev.tandem.stream.register.VerdictRegister;
import dev.tandem.stream.tap.Tap;
import dev.tandem.stream.tap.TapResult;
import dev.tandem.stream.tap.Taps;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Three phones, which give their taps to the server, and sometimes give them twice. */
final class Phones {
    private final Machine server;
    private final Attempts attempts;
    private final Chronicle chronicle;
    private final SeededIds ids = new SeededIds(Clock.fixed(Histories.BEGINNING, ZoneOffset.UTC), 77);
    private final Map<Integer, Tap> last = new HashMap<>();

    Phones(Machine server, Attempts attempts, Chronicle chronicle) {
        this.server = server;
        this.attempts = attempts;
        this.chronicle = chronicle;
    }

    void tap(Step.Tap tap, Instant now) {
        Version seen = null;
        if (tap.saw()) {
            seen = server.file()
                    .read(
                            "look",
                            sql -> new VerdictRegister(sql)
                                    .read(tap.url(), tap.decision().reviewType()))
                    .version();
        }
        Tap given = new Tap(
                ids.next(),
                tap.url(),
                tap.decision(),
                tap.phone() == 0 ? "dress" : null,
                null,
                "phone " + tap.phone(),
                Timestamps.toMicros(now.plusSeconds(tap.ahead())),
                seen);
        last.put(tap.phone(), given);
        give(given);
    }

    /** The phone has not seen the answer, and sends the same once more. */
    void tapAgain(int phone) {
        Tap again = last.get(phone);
        if (again != null) {
            give(again);
        }
    }

    private void give(Tap tap) {
        long arrived = server.context().now();
        List<TapResult> results =
                attempts.attempt(server, () -> new Taps(server.file(), server.context()).record(List.of(tap)));
        if (results != null) {
            chronicle.taps.add(new Answered(tap, arrived, results.get(0)));
        }
    }
}
