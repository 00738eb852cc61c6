package dev.tandem.cli.output;

import java.util.regex.Pattern;

/**
 * Text of others on its way to a terminal. A scraper's title may hold what a terminal obeys (colors, the cursor, its title)
 * or what turns the order of a line around; both are shown as the escapes by which JSON writes them.
 */
public final class Escapes {
    private static final Pattern OBEYED =
            Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]");

    private Escapes() {}

    /** The text with nothing in it that a terminal would obey, line breaks included. */
    public static String visible(String text) {
        return OBEYED.matcher(text).replaceAll(match -> escape(match.group().charAt(0)));
    }

    /** An argument as a shell takes it. */
    public static String quoted(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String escape(char c) {
        return String.format("\\\\u%04X", (int) c);
    }
}
