package dev.tandem.service.reviewers;

import dev.tandem.service.access.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A link that is being made: good once, for ten minutes. */
public record NewLink(Secret code, Instant madeAt, Instant expiresAt) {
    private static final Duration LIVES = Duration.ofMinutes(10);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /** One with a code of its own. */
    public static NewLink make(Instant now) {
        return new NewLink(Secret.pairingCode(), now, now.plus(LIVES));
    }

    /** The link itself. The code stands behind the {@code #}, so browsers tell it to nobody. */
    public String url(String serviceUrl, String path) {
        return serviceUrl + path + "#" + code.text();
    }

    /** Until when it works, as a clock here shows it. */
    public String until() {
        return CLOCK.format(expiresAt.atZone(ZoneId.systemDefault()));
    }
}
