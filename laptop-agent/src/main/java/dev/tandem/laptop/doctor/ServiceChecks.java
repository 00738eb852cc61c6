package dev.tandem.laptop.doctor;

import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.connection.ServiceAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Whether the service answers, how it is, and what time it has. */
final class ServiceChecks {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 2_000;

    /** The header Date has whole seconds, and the answer took its time. */
    private static final Duration UNSHARP = Duration.ofSeconds(5);

    private final ServiceAddress service;
    private final String url;
    private final String from;
    private final Duration tolerance;

    ServiceChecks(Settings settings) {
        this.from = " (from " + settings.origin(CommonSettings.SERVICE_URL) + ")";
        this.service = ServiceAddress.of(settings);
        this.url = service.url();
        this.tolerance = settings.get(CommonSettings.CLOCK_TOLERANCE);
    }

    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        try {
            HttpURLConnection connection = service.open("/health", CONNECT_MILLIS, READ_MILLIS);
            int status = connection.getResponseCode();
            checks.add(
                    status == 200
                            ? Check.ok("service", "The service at " + url + from + " is well.")
                            : Check.attention(
                                    "service",
                                    "The service at " + url + from + " answers with status " + status + ".",
                                    "Look at its log, and at " + url + "/health"));
            checks.add(clock(connection.getDate()));
        } catch (IOException | IllegalArgumentException e) {
            checks.add(Check.attention(
                    "service",
                    "The service at " + url + from + " does not answer: " + e.getMessage() + ".",
                    e instanceof SSLException
                            ? ServiceAddress.DISTRUSTED
                            : "A sync needs only the broker; phones need it. Start it (./tandem up), or name another"
                                    + " (--service-url)."));
            checks.add(Check.skipped("clock", "There is no service to compare this machine's clock with."));
        }
        return checks;
    }

    private Check clock(long date) {
        return date == 0
                ? Check.skipped("clock", "The service does not say what time it has.")
                : difference("clock", "the service's", Instant.ofEpochMilli(date), Instant.now(), tolerance);
    }

    /** How far this machine's clock is off another's. */
    static Check difference(String name, String whose, Instant theirs, Instant mine, Duration tolerance) {
        Duration ahead = Duration.between(theirs, mine);
        if (ahead.abs().compareTo(UNSHARP) <= 0) {
            return Check.ok(name, "This machine's clock agrees with " + whose + ".");
        }
        String message = "This machine's clock is " + ahead.abs().toSeconds() + " s "
                + (ahead.isNegative() ? "behind " : "ahead of ") + whose + ".";
        String advice = "Let the machine set its clock by the network (NTP): who is later wins by it.";
        return ahead.abs().compareTo(tolerance) > 0
                ? Check.failed(name, message, advice)
                : Check.attention(name, message, advice);
    }
}
