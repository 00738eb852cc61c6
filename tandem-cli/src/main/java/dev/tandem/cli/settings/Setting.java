package dev.tandem.cli.settings;

import dev.tandem.cli.error.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One setting: its key in tandem.properties ({@code clock.zone}), from which the name of its environment variable
 * follows ({@code TANDEM_CLOCK_ZONE}), its flag, its default as a person would write it, and what a value must be.
 *
 * @param expected completes the sentence "it must be …"
 * @param parser throws any {@link RuntimeException} for a value that is malformed
 */
public record Setting<T>(String key, String flag, String defaultText, String expected, Function<String, T> parser) {

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    /** A text that is not blank. */
    public static Setting<String> text(String key, String defaultText) {
        return of(key, defaultText, "a text that is not blank", text -> {
            require(!text.isBlank());
            return text.strip();
        });
    }

    /** A path; a relative one in tandem.properties is meant from that file's folder, otherwise from the working folder. */
    public static Setting<Path> path(String key, String defaultText) {
        return of(key, defaultText, "a path", text -> {
            require(!text.isBlank());
            String home = System.getProperty("user.home");
            return Path.of(text.startsWith("~/") ? home + text.substring(1) : text);
        });
    }

    /** A whole number within bounds, both included. */
    public static Setting<Integer> number(String key, int defaultValue, int least, int most) {
        String expected = most == Integer.MAX_VALUE
                ? "a whole number, at least " + least
                : "a whole number from " + least + " to " + most;
        return of(key, Integer.toString(defaultValue), expected, text -> {
            int number = Integer.parseInt(text.strip());
            require(number >= least && number <= most);
            return number;
        });
    }

    /** A port; 0 means any that is free. */
    public static Setting<Integer> port(String key, int defaultValue) {
        return number(key, defaultValue, 0, 65_535);
    }

    /** A length of time such as {@code 500 ms}, {@code 90s}, {@code 5m}, {@code 12h}, {@code 30d}. */
    public static Setting<Duration> duration(String key, String defaultText) {
        return of(key, defaultText, "a length of time such as 500ms, 90s, 5m, 12h or 30d", Setting::parseDuration);
    }

    /** A time zone such as {@code UTC} or {@code Asia/Jerusalem}. */
    public static Setting<ZoneId> zone(String key, String defaultText) {
        return of(key, defaultText, "a time zone such as UTC or Europe/Berlin", text -> ZoneId.of(text.strip()));
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> yesOrNo(String key, boolean defaultValue) {
        return of(key, Boolean.toString(defaultValue), "true or false", text -> {
            String word = text.strip().toLowerCase(Locale.ROOT);
            require(word.equals("true") || word.equals("false"));
            return word.equals("true");
        });
    }

    /** Names separated by commas; may be empty. */
    public static Setting<List<String>> list(String key, String defaultText) {
        return of(
                key,
                defaultText,
                "names separated by commas",
                text -> Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** An absolute http or https address, without a slash at its end. */
    public static Setting<String> url(String key, String defaultText) {
        return of(key, defaultText, "an address that starts with http:// or https://", text -> {
            String url = text.strip().replaceAll("/+$", "");
            String host = URI.create(url).getHost();
            require(host != null && url.matches("https?://.*"));
            return url;
        });
    }

    /** A setting of any other kind. */
    public static <T> Setting<T> of(String key, String defaultText, String expected, Function<String, T> parser) {
        return new Setting<>(key, "--" + key.replace('.', '-'), defaultText, expected, parser);
    }

    /** The same setting with another flag than {@code --} and its key. */
    public Setting<T> withFlag(String otherFlag) {
        return new Setting<>(key, otherFlag, defaultText, expected, parser);
    }

    /** The name of its environment variable. */
    public String variable() {
        return "TANDEM_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value of a text; a malformed one is a usage error that names where it came from. */
    T parse(String text, String source) {
        try {
            return parser.apply(text);
        } catch (RuntimeException malformed) {
            throw UserError.usage(
                    "The setting " + key + " is \"" + text + "\" (from " + source + "), but it must be " + expected
                            + ".",
                    "Correct it there.");
        }
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        require(matcher.matches());
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
