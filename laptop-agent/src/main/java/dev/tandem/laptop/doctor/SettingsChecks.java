package dev.tandem.laptop.doctor;

import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Setting;
import dev.tandem.cli.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which settings this run has, where each came from, and whether two places name two databases. */
final class SettingsChecks {
    private static final List<Setting<?>> SHOWN = List.of(
            CommonSettings.DATABASE,
            CommonSettings.BOOTSTRAP_SERVERS,
            CommonSettings.SERVICE_URL,
            CommonSettings.DATA,
            CommonSettings.TOPIC_PREFIX,
            CommonSettings.CLOCK_ZONE);

    private SettingsChecks() {}

    static List<Check> of(Settings settings) {
        List<Check> checks = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (Setting<?> setting : SHOWN) {
            said.add(setting.key() + " = " + settings.get(setting) + " (" + settings.origin(setting) + ")");
        }
        List<String> unknown = settings.warnings();
        checks.add(
                unknown.isEmpty()
                        ? Check.ok("settings", String.join("; ", said))
                        : Check.attention("settings", String.join("; ", said), String.join(" ", unknown)));
        checks.add(databases(settings));
        return checks;
    }

    /** The trap: a script that works in one file while Tandem syncs another. */
    private static Check databases(Settings settings) {
        Map<String, Path> named = new LinkedHashMap<>(settings.given(CommonSettings.DATABASE));
        named.put("its default", Path.of(CommonSettings.DATABASE.defaultText()));
        Map<Path, String> there = new LinkedHashMap<>();
        named.forEach((origin, path) -> {
            if (Files.isRegularFile(path)) {
                there.putIfAbsent(FileChecks.real(path), origin);
            }
        });
        if (there.size() < 2) {
            return Check.ok("one database", "The settings lead to one database.");
        }
        List<String> all = new ArrayList<>();
        there.forEach((path, origin) -> all.add(path + " (" + origin + ")"));
        return Check.attention(
                "one database",
                "The settings name " + all.size() + " databases that are there: " + String.join(", ", all)
                        + ". The first counts.",
                "See that your scripts write to the first, and take the other out of the way.");
    }
}
