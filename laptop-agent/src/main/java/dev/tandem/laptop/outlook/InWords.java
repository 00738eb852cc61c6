package dev.tandem.laptop.outlook;

/** An outlook in words. */
public final class InWords {
    private InWords() {}

    /** What would come in. */
    public static String incoming(Outlook outlook) {
        Incoming incoming = outlook.incoming();
        if (incoming == null) {
            return "not known";
        }
        if (!incoming.hasNews()) {
            return incoming.events() == 0
                    ? "nothing"
                    : "nothing new (" + incoming.events() + " events of this laptop's own, as the server has them)";
        }
        String about = outlook.exact() ? "" : "about ";
        StringBuilder text = new StringBuilder()
                .append(incoming.events())
                .append(" events: ")
                .append(about)
                .append(incoming.wouldApply())
                .append(" would change this database");
        if (incoming.wouldSupersede() > 0) {
            text.append(", ").append(about).append(incoming.wouldSupersede()).append(" older than what stands here");
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
        String text = outlook.outgoing() == 0 ? "nothing" : outlook.outgoing() + " changes";
        return outlook.restored() == 0
                ? text
                : text + "; " + outlook.restored() + " verdicts that a program emptied would stand again";
    }
}
