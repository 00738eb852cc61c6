package dev.tandem.laptop.outlook;

/** An outlook in words. */
public final class InWords {
    /** Who can look at dead letters where a laptop's login may not. */
    public static final String OPERATORS_LETTERS =
            "this login may not read the dead letters; an operator's may (./tandem nodes add NAME --role operator), with"
                    + " ./tandem dead-letters list";

    private InWords() {}

    /** A number of things. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** A number of things and what they do: one thing waits, two things wait. */
    public static String count(long number, String thing, String one, String several) {
        return count(number, thing) + " " + (number == 1 ? one : several);
    }

    /** What would come in. */
    public static String incoming(Outlook outlook) {
        Incoming incoming = outlook.incoming();
        if (incoming == null) {
            return "not known";
        }
        if (!incoming.hasNews()) {
            return incoming.events() == 0
                    ? "nothing"
                    : "nothing new (" + count(incoming.events(), "event")
                            + " of this laptop's own, as the server has it)";
        }
        String about = outlook.exact() ? "" : "about ";
        StringBuilder text = new StringBuilder()
                .append(count(incoming.events(), "event"))
                .append(": ")
                .append(about)
                .append(incoming.wouldApply())
                .append(" would change this database");
        if (incoming.wouldSupersede() > 0) {
            text.append(", ").append(about).append(incoming.wouldSupersede()).append(" older than what stands here");
        }
        if (incoming.wouldAmend() > 0) {
            text.append(", ")
                    .append(incoming.wouldAmend())
                    .append(" of this laptop's own that the server has otherwise");
        }
        if (incoming.wouldConflict() > 0) {
            text.append(", ").append(incoming.wouldConflict()).append(" in conflict");
        }
        if (incoming.wouldDeadLetter() > 0) {
            text.append(", ").append(incoming.wouldDeadLetter()).append(" that cannot be applied");
        }
        return text.toString();
    }

    /** What would go out. */
    public static String outgoing(Outlook outlook) {
        boolean atMost = !outlook.exact() && outlook.local().found() > 0;
        String text = outlook.outgoing() == 0
                ? "nothing"
                : (atMost ? "at most " : "")
                        + count(outlook.outgoing(), "change")
                        + (atMost ? ", less what the server has of them already" : "");
        return outlook.restored() == 0
                ? text
                : text + "; " + count(outlook.restored(), "verdict") + " that a program emptied would stand again";
    }
}
