package dev.tandem.laptop.status;

import dev.tandem.cli.output.Escapes;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.laptop.outlook.InWords;
import dev.tandem.laptop.outlook.Outlook;
import java.nio.file.Path;
import java.util.Optional;

/** What to do next, in one sentence. */
final class Advice {
    private Advice() {}

    /** {@code adopted} is the one that is probably meant, where there is no database at the usual place. */
    static String on(Outlook outlook, Optional<Path> adopted) {
        if (adopted.isPresent()) {
            return "There is no database at " + outlook.database() + ", but " + adopted.get()
                    + " in this folder is adopted: run " + LaptopFile.command("status", adopted.get())
                    + ", or set database = "
                    + adopted.get() + " in tandem.properties here.";
        }
        String sync = LaptopFile.command("sync", outlook.database());
        Outlook.Trouble trouble = outlook.trouble();
        return switch (outlook.state()) {
            case ABSENT ->
                "There is no database at " + outlook.database() + " yet: adopt yours (./tandem adopt FILE), or run "
                        + sync + " to make one from what the server has.";
            case NOT_ADOPTED ->
                outlook.database() + " has not been adopted yet: run ./tandem adopt "
                        + Escapes.quoted(outlook.database().toString()) + ".";
            case ADOPTED -> {
                if (trouble != null) {
                    yield switch (trouble.kind()) {
                        case GAP -> "A sync would stop: " + trouble.message() + ". To go on: " + trouble.hint() + ".";
                        case REFUSED -> "A sync would fail: " + trouble.message() + ". To try: " + trouble.hint() + ".";
                        case SLOW -> "Slow, or no answer: " + trouble.message() + ". To try: " + trouble.hint() + ".";
                        case AWAY -> "Offline: " + trouble.message() + ". Run " + sync + " once there is a connection.";
                    };
                }
                if (!outlook.nothingToSync()) {
                    yield "Run " + sync + ".";
                }
                if (outlook.underWay()) {
                    yield "Nothing is to be done but wait: the server has not answered yet for what was sent from here.";
                }
                if (outlook.local().conflicts() > 0) {
                    yield "Nothing is to be synced. People decided differently about some products: choose with "
                            + LaptopFile.command("conflicts list", outlook.database()) + ".";
                }
                if (StatusAnswer.deadLetters(outlook) > 0) {
                    yield "Nothing is to be synced. What could not be applied was set aside: "
                            + (outlook.lettersRefused() ? InWords.OPERATORS_LETTERS : "./tandem dead-letters list")
                            + ".";
                }
                yield outlook.local().lastSync().map(LastSync::conflicts).orElse(0L) > 0
                        ? "Nothing is to be done. The last sync met verdicts that differ; the later one stands, and both are"
                                + " kept: " + LaptopFile.command("conflicts list", outlook.database()) + "."
                        : "Nothing is to be done.";
            }
        };
    }
}
