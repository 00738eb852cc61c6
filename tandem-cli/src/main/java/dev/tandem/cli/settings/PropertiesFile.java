package dev.tandem.cli.settings;

import dev.tandem.cli.error.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One tandem.properties as it was read. */
record PropertiesFile(Path path, Map<String, String> values) {

    static final String NAME = "tandem.properties";

    /** Names one more file, which has to be there. */
    static final String VARIABLE = "TANDEM_SETTINGS";

    /** The files that exist, the one that counts most first: the one that is named, the working folder's, the user's. */
    static Stream<Path> places(Path workingFolder, Map<String, String> environment, String operatingSystem, Path home) {
        Stream<Path> named = Optional.ofNullable(environment.get(VARIABLE)).filter(name -> !name.isBlank()).stream()
                .map(name -> Path.of(name).toAbsolutePath().normalize());
        Stream<Path> usual = Stream.of(workingFolder, userFolder(environment, operatingSystem, home))
                .map(folder -> folder.resolve(NAME).toAbsolutePath().normalize())
                .filter(Files::exists);
        return Stream.concat(named, usual).distinct();
    }

    /** Whether it holds a password that everybody on this machine can read. */
    boolean showsSecrets() {
        try {
            return values.keySet().stream().anyMatch(key -> key.matches("kafka\\..*(jaas|password|\\.key).*"))
                    && Files.getFileStore(path).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false;
        }
    }

    static Path userFolder(Map<String, String> environment, String operatingSystem, Path home) {
        @Nullable String configured = environment.get("XDG_CONFIG_HOME");
        if (configured != null && !configured.isBlank()) {
            return Path.of(configured, "tandem");
        }
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac")
                ? home.resolve("Library/Application Support/tandem")
                : home.resolve(".config/tandem");
    }

    static PropertiesFile read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.usage(
                    "The settings in " + path + " could not be read: " + reason(e) + ".",
                    "Write it as UTF-8 text with lines of the form: key = value");
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new PropertiesFile(path, values);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
