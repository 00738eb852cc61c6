package dev.tandem.laptop.file;

import dev.tandem.cli.settings.Setting;
import dev.tandem.stream.adopt.Backup;
import java.util.List;

/** The settings of copies. */
public final class BackupSettings {
    /** How many whole-file copies are kept. */
    public static final Setting<Integer> KEEP = Setting.number("backups.keep", Backup.KEPT, 1, 1_000);

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(KEEP);

    private BackupSettings() {}
}
