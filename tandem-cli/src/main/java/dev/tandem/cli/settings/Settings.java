package dev.tandem.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this run, resolved from flags, then {@code TANDEM_*} variables, then the file that {@code TANDEM_SETTINGS}
 * names, then tandem.properties (the working folder's before the user's), then defaults. This is the one place where settings are read.
 */
public final class Settings {

    private static final String KAFKA = "kafka.";
    private static final String KAFKA_VARIABLE = "TANDEM_KAFKA_";
    private static final List<String> APP_PREFIXES =
            List.of("broker.", "service.", "laptop.", "catalog.", "inspector.", "stream.");

    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final List<PropertiesFile> files;
    private final Map<String, Setting<?>> known;
    private final Map<String, Otherwise> otherwise;

    /** What a setting has where nobody has set it, and where that was found. */
    private record Otherwise(String text, String origin) {}

    private Settings(
            Map<String, String> flags,
            Map<String, String> environment,
            List<PropertiesFile> files,
            Map<String, Setting<?>> known,
            Map<String, Otherwise> otherwise) {
        this.otherwise = otherwise;
        this.flags = flags;
        this.environment = environment;
        this.files = files;
        this.known = known;
    }

    /** The settings of this process. {@code flags} holds what the command line gave, by flag ({@code --database}). */
    public static Settings ofProcess(Map<String, String> flags, Collection<Setting<?>> ofTheApp) {
        Path home = Path.of(System.getProperty("user.home"));
        return of(
                flags,
                System.getenv(),
                PropertiesFile.places(Path.of(""), System.getenv(), System.getProperty("os.name"), home)
                        .toList(),
                ofTheApp);
    }

    /** The user's configuration folder of Tandem; it need not be there. */
    public static Path userFolder() {
        Path home = Path.of(System.getProperty("user.home"));
        return PropertiesFile.userFolder(System.getenv(), System.getProperty("os.name"), home);
    }

    /** Settings from given places, the file that counts most first. */
    public static Settings of(
            Map<String, String> flags,
            Map<String, String> environment,
            List<Path> files,
            Collection<Setting<?>> ofTheApp) {
        Map<String, Setting<?>> known = new LinkedHashMap<>();
        Stream.concat(CommonSettings.ALL.stream(), ofTheApp.stream()).forEach(s -> known.put(s.key(), s));
        return new Settings(
                Map.copyOf(flags),
                environment,
                files.stream().map(PropertiesFile::read).toList(),
                known,
                Map.of());
    }

    /** The same, with what a setting has where it is given nowhere else. */
    public Settings otherwise(Setting<?> setting, String text, String origin) {
        Map<String, Otherwise> all = new LinkedHashMap<>(otherwise);
        all.put(setting.key(), new Otherwise(text, origin));
        return new Settings(flags, environment, files, known, all);
    }

    /**
     * Looks at the flags alone, so that a wrong one is told before anything is done.
     *
     * @throws dev.tandem.cli.error.UserError if one has a value that its setting does not take
     */
    public static void check(Map<String, String> flags, Collection<Setting<?>> ofTheApp) {
        flags.forEach((flag, text) -> Stream.concat(CommonSettings.ALL.stream(), ofTheApp.stream())
                .filter(setting -> setting.flag().equals(flag))
                .forEach(setting -> setting.parse(text, flag)));
    }

    /** The value of a setting: the one given, or its default. */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseGet(() -> setting.parse(setting.defaultText(), "its default"));
    }

    /** The value of a setting if one was given anywhere. */
    public <T> Optional<T> find(Setting<T> setting) {
        @Nullable String flag = flags.get(setting.flag());
        if (flag != null) {
            return Optional.of(setting.parse(flag, setting.flag()));
        }
        @Nullable String variable = environment.get(setting.variable());
        if (variable != null && !variable.isEmpty()) {
            return Optional.of(setting.parse(variable, "the variable " + setting.variable()));
        }
        for (PropertiesFile file : files) {
            Optional<String> text = file.value(setting.key());
            if (text.isPresent()) {
                T value = setting.parse(text.get(), file.path().toString());
                return Optional.of(fromFolderOf(file, value));
            }
        }
        Otherwise last = otherwise.get(setting.key());
        return last == null ? Optional.empty() : Optional.of(setting.parse(last.text(), last.origin()));
    }

    /** The server's database: as it was set, or in the server's data folder. */
    public Path serverDatabase() {
        return find(CommonSettings.SERVER_DATABASE)
                .orElseGet(() -> get(CommonSettings.DATA).resolve("server").resolve("products.db"));
    }

    /** Each value that a setting was given, by where it was given, in words; the first one counts. */
    public <T> Map<String, T> given(Setting<T> setting) {
        Map<String, T> given = new LinkedHashMap<>();
        String flag = flags.get(setting.flag());
        if (flag != null) {
            given.put("the flag " + setting.flag(), setting.parse(flag, setting.flag()));
        }
        String variable = environment.get(setting.variable());
        if (variable != null && !variable.isEmpty()) {
            String origin = "the variable " + setting.variable();
            given.put(origin, setting.parse(variable, origin));
        }
        for (PropertiesFile file : files) {
            String origin = file.path().toString();
            file.value(setting.key())
                    .ifPresent(text -> given.put(origin, fromFolderOf(file, setting.parse(text, origin))));
        }
        Otherwise last = otherwise.get(setting.key());
        if (last != null) {
            given.put(last.origin(), setting.parse(last.text(), last.origin()));
        }
        return given;
    }

    /** Where the value of a setting comes from, in words. */
    public String origin(Setting<?> setting) {
        return given(setting).keySet().stream().findFirst().orElse("its default");
    }

    /**
     * What every Kafka client is made with: {@code bootstrap.servers}, and all that stands under {@code kafka.} in
     * tandem.properties or in {@code TANDEM_KAFKA_*} variables. Secrets come this way and never as flags, since anyone
     * on the machine can read a command line.
     */
    public Map<String, String> kafka() {
        Map<String, String> properties = new TreeMap<>();
        for (int i = files.size() - 1; i >= 0; i--) {
            files.get(i).values().forEach((key, value) -> {
                if (key.startsWith(KAFKA)) {
                    properties.put(key.substring(KAFKA.length()), value);
                }
            });
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA_VARIABLE) && !value.isEmpty()) {
                String key = name.substring(KAFKA_VARIABLE.length()).toLowerCase(Locale.ROOT);
                properties.put(key.replace('_', '.'), value);
            }
        });
        properties.put("bootstrap.servers", get(CommonSettings.BOOTSTRAP_SERVERS));
        return properties;
    }

    /** A sentence for each key in tandem.properties that nothing reads, and for each such file that shows a password to all. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (PropertiesFile file : files) {
            if (file.showsSecrets()) {
                warnings.add(file.path() + " holds a password, and everybody on this machine can read it: chmod 600 "
                        + file.path());
            }
            for (String key : file.values().keySet()) {
                if (!isKnown(key)) {
                    warnings.add(file.path() + ": there is no setting " + key + ", so it changes nothing."
                            + nearest(key).map(n -> " Did you mean " + n + "?").orElse(""));
                }
            }
        }
        return warnings;
    }

    private boolean isKnown(String key) {
        return known.containsKey(key) || key.startsWith(KAFKA) || isOfAnotherApp(key);
    }

    /** The apps share the file, and each knows only its own settings: one it has none of under a prefix is another's. */
    private boolean isOfAnotherApp(String key) {
        Set<String> own = APP_PREFIXES.stream()
                .filter(prefix -> known.keySet().stream().anyMatch(k -> k.startsWith(prefix)))
                .collect(Collectors.toSet());
        return APP_PREFIXES.stream().anyMatch(prefix -> key.startsWith(prefix) && !own.contains(prefix));
    }

    private Optional<String> nearest(String key) {
        return known.keySet().stream()
                .filter(candidate -> Spelling.distance(candidate, key) <= 3)
                .min((a, b) -> Integer.compare(Spelling.distance(a, key), Spelling.distance(b, key)));
    }

    @SuppressWarnings("unchecked") // A Path made from a Path.
    private static <T> T fromFolderOf(PropertiesFile file, T value) {
        if (!(value instanceof Path path) || path.isAbsolute()) {
            return value;
        }
        Path folder = Objects.requireNonNull(file.path().getParent());
        return (T) folder.resolve(path);
    }
}
