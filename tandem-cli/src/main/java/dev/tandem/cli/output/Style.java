package dev.tandem.cli.output;

/** The few ways in which a text may stand out on a terminal. */
public enum Style {
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    WARNING("33"),
    BAD("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String wrap(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
