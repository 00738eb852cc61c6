package dev.tandem.inspector.letters;

/**
 * What came of redriving a letter.
 *
 * @param cause in a sentence, where there is one
 */
record Outcome(State state, String cause) {
    enum State {
        /** It was applied. */
        LANDED("applied", true),
        /** It was not, for what stands is newer; or it was known already. */
        SUPERSEDED("not applied, for what stands is newer, or it was known already", true),
        /** It was sent; the server was too slow to answer. It would make a new letter of it if it failed again. */
        UNANSWERED(
                "sent again; the server has not answered yet, and would make a new dead letter of it if it failed again",
                true),
        /** It still cannot be applied, and is a letter still, perhaps under another id. */
        FAILED("still cannot be applied", false),
        /** It has to be done where the database is. */
        ELSEWHERE("of another laptop's database; run it there, or name that database with --database", false),
        /** Its record was not kept. */
        TOO_LARGE(
                "its record was too large to be kept; change the row once more where it was made, then discard it",
                false);

        final String text;
        final boolean isSettled;

        State(String text, boolean isSettled) {
            this.text = text;
            this.isSettled = isSettled;
        }
    }

    static Outcome of(State state) {
        return new Outcome(state, "");
    }

    String text() {
        return cause.isEmpty() ? state.text : state.text + ": " + cause;
    }
}
