package dev.tandem.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an amount out of what shops write: {@code 695}, {@code "$1,100.00"}, {@code "1.100,00 €"}. */
public final class Price {
    /** Nothing that is worn costs more. */
    public static final BigDecimal HIGHEST = new BigDecimal(1_000_000);

    private static final Pattern AMOUNT =
            Pattern.compile("(?<minus>[-\u2212\u2013]\\s*\\p{Sc}?\\s*)?(?<digits>\\d[\\d.,'\u00a0\u202f ]*)");
    private static final Pattern DECIMALS = Pattern.compile("(.*\\d)[.,](\\d{1,2})");
    private static final Pattern PLAIN = Pattern.compile("\\d{1,9}(\\.\\d{1,4})?");

    private Price() {}

    /** The first amount in a value, negative where a minus stands before it; empty where there is none. */
    public static Optional<BigDecimal> of(JsonNode value) {
        if (value.isNumber()) {
            return Double.isFinite(value.doubleValue()) ? Optional.of(value.decimalValue()) : Optional.empty();
        }
        return value.isTextual() ? of(value.textValue()) : Optional.empty();
    }

    /** The same of a text. */
    public static Optional<BigDecimal> of(String text) {
        if (PLAIN.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.find()) {
            return Optional.empty();
        }
        String digits = amount.group("digits").strip().replaceAll("[.,' \u00a0\u202f]+$", "");
        Matcher decimals = DECIMALS.matcher(digits);
        String whole = decimals.matches() ? decimals.group(1) : digits;
        String fraction = decimals.matches() ? "." + decimals.group(2) : "";
        BigDecimal value = new BigDecimal(whole.replaceAll("\\D", "") + fraction);
        return Optional.of(amount.group("minus") == null ? value : value.negate());
    }
}
