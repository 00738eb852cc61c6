package dev.tandem.cli.up;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.Main;
import dev.tandem.cli.output.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Up and down in processes of their own, with processes that stand in for the broker and the service. */
class UpTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeLauncher() throws IOException {
        Path launcher = home.resolve("tandem");
        Files.writeString(launcher, """
                #!/bin/sh
                case $1 in
                  up | down) main=%s ;;
                  *) main=%s ;;
                esac
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dtandem.home='%s' -cp '%s' $main "$@"
                """.formatted(
                Main.class.getName(), StandIn.class.getName(), JAVA, home, System.getProperty("java.class.path")));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void it_is_ready_with_all_that_a_program_needs_and_stops_the_service_before_the_broker() throws Exception {
        Process up = up();
        JsonNode ready = firstLine(up);

        assertThat(ready.path("ready").asBoolean()).isTrue();
        assertThat(ready.path("serviceUrl").asText()).isEqualTo("http://localhost:18080");
        assertThat(ready.path("bootstrapServers").asText()).isEqualTo("localhost:19092");
        assertThat(ready.path("pairingUrl").asText()).endsWith("/pair#x");
        assertThat(ready.path("pid").asLong()).isEqualTo(up.pid());

        up.destroy();
        assertThat(up.waitFor(20, SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(143);
        assertThat(events().get(0)).startsWith("broker --broker-port 0 --data " + home.resolve("data"));
        assertThat(events().get(1)).startsWith("service --port 0").contains("--bootstrap-servers localhost:19092");
        assertThat(events().subList(3, 5)).containsExactly("service ended", "broker ended");
        assertThat(home.resolve("data/up.json")).doesNotExist();
    }

    @Test
    void https_is_the_services_matter() throws Exception {
        firstLine(tandem("up", "--json", "--data", "data", "--port", "0", "--broker-port", "0", "--tls"));

        assertThat(events().get(0)).startsWith("broker").doesNotContain("--tls");
        assertThat(events().get(1)).startsWith("service").contains(" --tls ");
    }

    @Test
    void a_signal_to_all_ends_it_as_one_that_was_stopped_even_if_the_broker_ends_first() throws Exception {
        Files.createFile(home.resolve("broker.silent"));
        Process starting = up();
        ProcessHandle broker = broker();

        broker.destroy();
        assertThat(broker.onExit().get(20, SECONDS)).isNotNull();
        starting.destroy();

        assertThat(starting.waitFor(20, SECONDS)).isTrue();
        assertThat(starting.exitValue()).isEqualTo(143);
    }

    @Test
    void children_do_not_outlive_a_killed_parent() throws Exception {
        Process up = up();
        firstLine(up);
        List<ProcessHandle> children = up.children().toList();
        assertThat(children).hasSize(2);

        up.destroyForcibly().waitFor();

        for (ProcessHandle child : children) {
            assertThat(child.onExit().get(20, SECONDS)).isNotNull();
        }
    }

    @Test
    void a_second_one_on_the_same_folder_says_that_it_is_running() throws Exception {
        Process first = up();
        firstLine(first);

        Process second = up();
        assertThat(firstLine(second).path("error").asText())
                .contains("already running", home.resolve("data").toString(), "process " + first.pid());
        assertThat(second.waitFor()).isEqualTo(1);
    }

    @Test
    void a_failing_service_is_named_in_its_own_words_and_the_broker_is_stopped() throws Exception {
        Files.createFile(home.resolve("service.fails"));
        Process up = up();

        JsonNode answer = firstLine(up);
        assertThat(answer.path("error").asText()).isEqualTo("tandem service: The service has no bread.");
        assertThat(answer.path("hint").asText()).isEqualTo("Buy some.");
        assertThat(up.waitFor()).isEqualTo(1);
        assertThat(events()).last().isEqualTo("broker ended");
    }

    @Test
    void without_a_pairing_link_all_else_works() throws Exception {
        Files.createFile(home.resolve("reviewers.fails"));
        JsonNode ready = firstLine(up());

        assertThat(ready.path("ready").asBoolean()).isTrue();
        assertThat(ready.path("pairingUrl").isNull()).isTrue();
    }

    @Test
    void one_that_ends_by_itself_stops_the_other() throws Exception {
        Process up = up();
        firstLine(up);
        ProcessHandle broker = broker();

        broker.destroyForcibly();

        assertThat(up.waitFor()).isEqualTo(1);
        assertThat(new String(up.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("The broker has ended by itself");
        assertThat(events()).last().isEqualTo("service ended");
    }

    @Test
    void a_port_in_use_is_named_with_what_to_do() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process up = tandem("up", "--json", "--data", "data", "--port", "" + taken.getLocalPort());

            JsonNode answer = firstLine(up);
            assertThat(answer.path("error").asText()).contains("Port " + taken.getLocalPort());
            assertThat(answer.path("hint").asText()).contains("--port", "lsof");
            assertThat(up.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void detached_it_runs_until_down() throws Exception {
        Process up = tandem("up", "--json", "--detach", "--data", "data", "--port", "0", "--broker-port", "0");
        JsonNode ready = firstLine(up);
        assertThat(up.waitFor()).isZero();
        ProcessHandle running = ProcessHandle.of(ready.path("pid").asLong()).orElseThrow();
        assertThat(running.isAlive()).isTrue();

        Process down = tandem("down", "--json", "--data", "data");
        assertThat(firstLine(down).path("stopped").asBoolean()).isTrue();
        assertThat(down.waitFor()).isZero();
        assertThat(events()).last().isEqualTo("broker ended");

        Process again = tandem("down", "--json", "--data", "data");
        assertThat(firstLine(again).path("stopped").asBoolean()).isFalse();
        assertThat(again.waitFor()).isZero();
    }

    private ProcessHandle broker() throws IOException {
        Path pid = home.resolve("broker.pid");
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            Thread.onSpinWait();
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
    }

    private Process up() throws IOException {
        return tandem("up", "--json", "--data", "data", "--port", "0", "--broker-port", "0");
    }

    private Process tandem(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("tandem").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(home.toFile()).start();
        started.add(process);
        return process;
    }

    private static JsonNode firstLine(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return Json.read(line).orElseThrow();
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(home.resolve("events"));
    }
}
