package dev.tandem.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launcher in a folder of its own. */
class LauncherTest extends LauncherFixture {
    @Test
    void help_lists_the_verbs_without_java_and_without_building() throws Exception {
        Run run = run(Map.of(), "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("  status ", "  sync ", "  up ", "Exit codes");
        assertThat(run(Map.of(), "--version").out()).isEqualTo("tandem 1.2.3\n");
        assertThat(home.resolve("target")).doesNotExist();
    }

    @Test
    void an_unknown_verb_lists_the_verbs_and_is_wrong_usage() throws Exception {
        Run run = run(Map.of(), "stauts");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no verb stauts.", "demo, up, down, broker", "status");
        assertThat(run.out()).isEmpty();

        Run json = run(Map.of(), "a\"b", "--json");
        assertThat(json.exitCode()).isEqualTo(2);
        assertThat(json.out())
                .startsWith("{\"error\":\"There is no verb a\\\"b.\"")
                .endsWith("\"exitCode\":2}\n");
    }

    @Test
    void no_verb_is_wrong_usage() throws Exception {
        assertThat(run(Map.of()).exitCode()).isEqualTo(2);
    }

    @Test
    void without_java_it_says_what_is_needed() throws Exception {
        Run run = run(Map.of("HOME", folder.toString()), "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("needs a JDK, version 17 or later").contains("TANDEM_JAVA_HOME");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void an_older_java_is_passed_over_but_not_one_that_was_asked_for() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk8/bin")).getParent();
        executable(old.resolve("bin/java"), "#!/bin/sh\n");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_392\"\n");

        assertThat(run(Map.of("JAVA_HOME", old.toString(), "HOME", "/nowhere"), "status")
                        .err())
                .contains("none was found");
        assertThat(run(Map.of("TANDEM_JAVA_HOME", old.toString()), "status").err())
                .contains("TANDEM_JAVA_HOME is " + old);
    }

    @Test
    void without_maven_it_says_what_is_needed() throws Exception {
        Run run = run(withJava(), "down");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Maven (mvn) was not found");
    }

    @Test
    void a_failed_build_names_its_output() throws Exception {
        executable(bin.resolve("mvn"), "#!/bin/sh\necho '[ERROR] cannot find symbol'\nexit 1\n");

        Run run = run(withJava(), "down", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("{\"error\":\"The build failed.\"").contains("build.log");
        assertThat(run.err())
                .contains(
                        "cannot find symbol",
                        home.resolve("target/run/build.log").toString());
        assertThat(home.resolve("target/run/build.log")).content().contains("[ERROR] cannot find symbol");
    }

    @Test
    void a_failed_build_tells_each_error_once_and_nothing_of_mavens_own() throws Exception {
        String color = "\033[1;31m";
        executable(
                bin.resolve("mvn"),
                "#!/bin/sh\nprintf '\033[0m[" + color + "ERROR\033[m] COMPILATION ERROR : \\n"
                        + "[ERROR] " + home + "/a/A.java:[1,2] cannot find symbol\\n  symbol:   method b()\\n"
                        + "[ERROR] Failed to execute goal x: Compilation failure: \\n"
                        + "[ERROR] " + home + "/a/A.java:[1,2] cannot find symbol\\n"
                        + "[ERROR] -> [Help 1]\\n[ERROR] \\n'\nexit 1\n");

        assertThat(run(withJava(), "down").err().lines().skip(1).limit(3))
                .containsExactly(
                        "  a/A.java:[1,2] cannot find symbol", "    symbol:   method b()", "tandem: The build failed.");
    }

    @Test
    void a_build_that_fails_without_an_error_of_its_own_shows_the_end_of_its_output() throws Exception {
        executable(bin.resolve("mvn"), "#!/bin/sh\necho 'No space left'\nexit 1\n");

        assertThat(run(withJava(), "down").err()).contains("  No space left\ntandem: The build failed.");
    }

    @Test
    void it_builds_once_and_again_when_a_source_is_newer() throws Exception {
        maven();
        Run first = run(withJava(), "down", "--json", "--data", "data");
        assertThat(first.err()).contains("building tandem-cli");
        assertThat(first.out()).isEqualTo("{\"stopped\":false,\"pid\":null}\n");
        assertThat(first.exitCode()).isZero();

        assertThat(run(withJava(), "down", "--json").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Path source = home.resolve("tandem-cli/src/main/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(run(withJava(), "down", "--help").err()).contains("building tandem-cli");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void it_builds_again_when_a_jar_has_gone() throws Exception {
        maven();
        run(withJava(), "down", "--help");
        try (Stream<Path> files = Files.walk(home.resolve("target/run/builds"))) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                Files.delete(jar);
            }
        }

        assertThat(run(withJava(), "down", "--help").exitCode()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void two_at_once_build_once() throws Exception {
        maven();
        Process one = start(withJava(), List.of(home.resolve("tandem").toString(), "down", "--help"));
        Process two = start(withJava(), List.of(home.resolve("tandem").toString(), "down", "--help"));

        assertThat(one.waitFor()).isZero();
        assertThat(two.waitFor()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_lock_whose_holder_has_died_is_cleared() throws Exception {
        maven();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(home.resolve("target/run"));
        Files.createSymbolicLink(home.resolve("target/run/build.lock"), Path.of("pid-" + dead.pid()));

        assertThat(run(withJava(), "down", "--help").exitCode()).isZero();
    }

    @Test
    void it_works_through_a_symbolic_link_from_any_folder() throws Exception {
        maven();
        Path link = Files.createSymbolicLink(bin.resolve("tandem"), Path.of("../a clone/tandem"));
        Process process = start(withJava(), List.of(link.toString(), "down", "--help"));

        assertThat(process.waitFor()).isZero();
        assertThat(home.resolve("target/run/tandem-cli.classpath")).exists();
    }

    @Test
    void exit_codes_are_the_verbs_own() throws Exception {
        maven();
        Run run = run(withJava(), "down", "--wrong");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--wrong");
    }

    @Test
    void a_class_archive_is_made_of_what_a_good_run_loads_and_a_broken_one_does_no_harm() throws Exception {
        maven();
        run(withJava(), "down", "--wrong");
        run(withJava(), "down", "--json");
        assertThat(making()).isFalse();
        run(withJava(), "down", "--json");
        awaitMade();
        assertThat(archives()).hasSize(1);
        assertThat(Files.size(archives().get(0))).isGreaterThan(5_000_000);

        Files.setPosixFilePermissions(archives().get(0), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(archives().get(0), "broken".repeat(100_000));
        Run run = run(withJava(), "down", "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("{\"stopped\":false,\"pid\":null}\n");
        assertThat(run.err()).isEmpty();
    }
}
