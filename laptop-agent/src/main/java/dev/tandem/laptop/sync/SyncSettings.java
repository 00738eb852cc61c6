package dev.tandem.laptop.sync;

import dev.tandem.cli.settings.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of a sync. */
public final class SyncSettings {
    /** How long to wait for the server's answer to what was sent. */
    public static final Setting<Duration> ANSWER_WITHIN = Setting.duration("laptop.answer-within", "20s");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(ANSWER_WITHIN);

    private SyncSettings() {}
}
