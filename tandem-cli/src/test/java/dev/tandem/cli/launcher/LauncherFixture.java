package dev.tandem.cli.launcher;

import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with the launcher in it, a path with the usual tools but without Java, and a Maven of ours. */
abstract class LauncherFixture {
    private static final List<String> TOOLS = List.of(
            "sh",
            "sed",
            "head",
            "tail",
            "tr",
            "find",
            "ln",
            "readlink",
            "rm",
            "rmdir",
            "mkdir",
            "mv",
            "cp",
            "cat",
            "date",
            "touch",
            "ls",
            "sort",
            "grep",
            "sleep",
            "nice",
            "uname",
            "dirname");

    @TempDir
    Path folder;

    Path home;
    Path bin;

    record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("a clone"));
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Path found = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + tool));
            executable(bin.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
        }
        // Java is looked for in places of the system too, where these tests cannot do without it.
        String script = Files.readString(Path.of(System.getProperty("tandem.home"), "tandem"))
                .replaceAll("(?<=[ \"])/(usr|Library|opt)/(?=lib/jvm|Java|homebrew|local|java|jdk)", "/nowhere/");
        executable(home.resolve("tandem"), script);
        Files.writeString(home.resolve("pom.xml"), "<project>\n  <version>1.2.3</version>\n</project>\n");
        Files.createDirectories(home.resolve("tandem-cli/src/main"));
        Files.writeString(home.resolve("tandem-cli/src/main/Main.java"), "class Main {}");
    }

    /** The class archives that runs start with. */
    List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("target/run/builds"))) {
            return files.filter(f -> f.toString().endsWith(".jsa")).toList();
        }
    }

    /** Whether a class archive is being made in the background, which a run before has begun. */
    boolean making() throws IOException {
        // By their names alone: a file that has just gone could not be looked at.
        try (Stream<Path> builds = Files.list(home.resolve("target/run/builds"))) {
            return builds.flatMap(
                            build -> Stream.of(requireNonNull(build.toFile().list())))
                    .anyMatch(name -> name.contains(".jsa.making."));
        }
    }

    /** Waits until the archive that is being made is done, three minutes at most from one step of it to the next. */
    void awaitMade() throws IOException, InterruptedException {
        try (WatchService steps = folder.getFileSystem().newWatchService();
                Stream<Path> builds = Files.list(home.resolve("target/run/builds"))) {
            for (Path build : builds.toList()) {
                build.register(steps, ENTRY_DELETE);
            }
            while (making()) {
                WatchKey step = steps.poll(3, TimeUnit.MINUTES);
                assertThat(step).as("a step in the making of the archive").isNotNull();
                step.reset();
            }
        }
    }

    /** A Maven that has built tandem-cli beforehand: out of the classes that are tested here. */
    void maven() throws IOException {
        List<String> others = new ArrayList<>();
        Path jar = folder.resolve("prebuilt.jar");
        for (String entry : testClasspath().split(":", -1)) {
            if (entry.endsWith("tandem-cli/target/classes")) {
                pack(Path.of(entry), jar);
            } else if (entry.endsWith("/target/classes")) {
                Path packed = Files.createTempFile(folder, "module", ".jar");
                pack(Path.of(entry), packed);
                others.add(packed.toString());
            } else if (entry.endsWith(".jar")) {
                others.add(entry);
            }
        }
        executable(bin.resolve("mvn"), """
                #!/bin/sh
                echo built >>'%s'
                mkdir -p tandem-cli/target
                cp '%s' tandem-cli/target/tandem-cli-1.2.3.jar
                echo '%s' >tandem-cli/target/classpath.txt
                """.formatted(folder.resolve("builds"), jar, String.join(":", others)));
    }

    private static String testClasspath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    int builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                copy(file, out);
            }
        }
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        Files.copy(file, out);
    }

    static Map<String, String> withJava() {
        return Map.of("TANDEM_JAVA_HOME", System.getProperty("java.home"));
    }

    Run run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("tandem").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                builder(environment, command).redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    Process start(Map<String, String> environment, List<String> command) throws IOException {
        return builder(environment, command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    static void executable(Path file, String content) throws IOException {
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
