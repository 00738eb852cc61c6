package dev.tandem.laptop;

import dev.tandem.cli.Verbs;
import dev.tandem.laptop.adopt.AdoptVerb;
import dev.tandem.laptop.backups.BackupsVerb;
import dev.tandem.laptop.conflicts.ConflictsVerb;
import dev.tandem.laptop.connection.NodeToken;
import dev.tandem.laptop.doctor.DoctorVerb;
import dev.tandem.laptop.file.BackupSettings;
import dev.tandem.laptop.history.HistoryVerb;
import dev.tandem.laptop.selftest.SelftestVerb;
import dev.tandem.laptop.status.StatusVerb;
import dev.tandem.laptop.sync.SyncSettings;
import dev.tandem.laptop.sync.SyncVerb;
import dev.tandem.laptop.undo.UndoVerb;
import dev.tandem.laptop.verify.VerifyVerb;
import dev.tandem.laptop.watch.WatchVerb;
import dev.tandem.stream.kafka.Clients;
import java.util.Set;
import picocli.CommandLine.Command;

/** The laptop's verbs, one class each. */
@Command(
        name = "tandem",
        description = "Keeps the laptop's database in step.",
        subcommands = {
            AdoptVerb.class,
            StatusVerb.class,
            SyncVerb.class,
            WatchVerb.class,
            BackupsVerb.class,
            ConflictsVerb.class,
            DoctorVerb.class,
            HistoryVerb.class,
            SelftestVerb.class,
            UndoVerb.class,
            VerifyVerb.class
        })
public final class Main {

    /** Verbs that people wait for, and that ask the broker. */
    private static final Set<String> ASKING = Set.of("status", "sync", "verify");

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && ASKING.contains(args[0])) {
            Clients.beginAside();
        }
        System.exit(verbs().run(args));
    }

    /** The verbs, ready to run. */
    public static Verbs verbs() {
        return Verbs.of(new Main())
                .settings(SyncSettings.ALL)
                .settings(BackupSettings.ALL)
                .settings(NodeToken.ALL)
                .explain(Failures::explain);
    }
}
