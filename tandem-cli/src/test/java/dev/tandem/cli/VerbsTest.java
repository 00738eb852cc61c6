package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.error.UserError;
import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Question;
import dev.tandem.cli.output.Table;
import dev.tandem.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class VerbsTest {

    @Command(name = "tandem", subcommands = Sample.class)
    static final class App {}

    @Command(
            name = "sample",
            description = "Does one of several things.",
            footer = {"", "Example:", "  tandem sample good"})
    static final class Sample implements Callable<Integer> {
        @Mixin
        CommonOptions common;

        @Option(names = "--yes")
        boolean yes;

        @Option(names = "--likeness")
        double likeness;

        @Option(names = "--rounds")
        int rounds;

        @Parameters
        String what = "";

        @Override
        public Integer call() throws Exception {
            Output output = common.output();
            switch (what) {
                case "good" -> {
                    output.line("on " + common.bootstrapServers());
                    output.table(Table.of("name", "rows").row("ä", 5).row("products", 1362));
                    if (output.isJson()) {
                        System.out.print("what a library says");
                    }
                    output.json(Map.of("servers", common.bootstrapServers()));
                }
                case "user" -> throw UserError.failed("Opening x failed: it is y.", "Try z.");
                case "bug" -> throw new IllegalStateException("oops");
                case "net" -> throw new IllegalStateException("wrapped", new ArithmeticException());
                case "ask" -> output.line(Question.confirm(output, "Push 3 rows?", yes) ? "pushed" : "left");
                case "sql" -> {
                    String url = "jdbc:sqlite:"
                            + VerbsTest.class.getResource("VerbsTest.class").getPath();
                    try (var c = DriverManager.getConnection(url)) {
                        c.createStatement().execute("SELECT * FROM sqlite_master");
                    }
                }
                default -> {
                    return ExitCode.ATTENTION;
                }
            }
            return ExitCode.DONE;
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_person_sees_lines_and_an_aligned_table() {
        assertThat(run("", "", "sample", "good", "--bootstrap-servers", "far:1"))
                .isZero();

        assertThat(out()).isEqualTo("on far:1\nname      rows\nä            5\nproducts  1362\n");
    }

    @Test
    void a_program_sees_one_json_object_and_nothing_else() {
        assertThat(run("", "", "sample", "good", "--json")).isZero();

        assertThat(out()).isEqualTo("{\"servers\":\"localhost:9092\"}\n");
    }

    @Test
    void a_users_mistake_is_told_without_a_stack_trace() {
        assertThat(run("", "", "sample", "user")).isEqualTo(1);

        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("tandem sample: Opening x failed: it is y.\nTry z.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--service-url, foo",
        "--bootstrap-servers, localhost:99999",
        "--bootstrap-servers, localhost:0",
        "--bootstrap-servers, 'localhost:9092,other:70000'"
    })
    void a_wrong_value_is_wrong_usage_even_where_the_verb_never_asks_for_it(String flag, String value) {
        assertThat(run("", "", "sample", "nothing", flag, value)).isEqualTo(2);

        assertThat(err()).startsWith("tandem sample: The setting ").contains('"' + value + "\" (from " + flag + ")");
        assertThat(run("", "", "sample", "nothing", flag, value, "--help")).isZero();
    }

    @Test
    void an_error_is_json_too_where_json_was_asked_for() {
        assertThat(run("", "", "sample", "user", "--json")).isEqualTo(1);

        assertThat(out()).isEqualTo("{\"error\":\"Opening x failed: it is y.\",\"hint\":\"Try z.\",\"exitCode\":1}\n");
    }

    @Test
    void a_bug_shows_its_stack_trace_only_with_debug() {
        assertThat(run("", "", "sample", "bug")).isEqualTo(1);
        assertThat(err()).contains("oops", "--debug").doesNotContain("\tat ");

        assertThat(run("", "", "sample", "bug", "--debug")).isEqualTo(1);
        assertThat(err()).contains("\tat ");
    }

    @Test
    void an_app_explains_failures_that_only_it_knows() {
        assertThat(run("", "", "sample", "net")).isEqualTo(1);

        assertThat(err()).contains("That cannot be computed.");
    }

    @Test
    void a_file_that_is_not_sqlite_is_told_as_such() {
        assertThat(run("", "", "sample", "sql")).isEqualTo(1);

        assertThat(err()).contains("not a SQLite database");
    }

    @Test
    void what_is_no_number_is_told_with_one_that_is() {
        assertThat(run("", "", "sample", "good", "--likeness", "abc")).isEqualTo(2);
        assertThat(err()).contains("--likeness': 'abc' is not a number such as 0.85.");

        assertThat(run("", "", "sample", "good", "--rounds", "2.5")).isEqualTo(2);
        assertThat(err()).contains("--rounds': '2.5' is not a whole number such as 20.");
    }

    @Test
    void wrong_usage_exits_with_2_and_points_to_the_help() {
        assertThat(run("", "", "sample", "good", "--bootstrap-server=x")).isEqualTo(2);
        assertThat(err()).contains("Did you mean --bootstrap-servers?", "tandem sample --help");

        assertThat(run("", "", "sample", "--json")).isEqualTo(2);
        assertThat(out()).startsWith("{\"error\":\"Missing required parameter").endsWith("\"exitCode\":2}\n");
    }

    @Test
    void a_malformed_setting_is_wrong_usage() {
        assertThat(run("", "", "sample", "good", "--bootstrap-servers", "nowhere"))
                .isEqualTo(2);

        assertThat(err()).contains("nowhere", "--bootstrap-servers", "HOST:PORT");
    }

    @Test
    void help_has_an_example_and_the_version_is_known() {
        assertThat(run("", "", "sample", "--help")).isZero();
        assertThat(out()).contains("Usage: tandem sample", "tandem sample good", "--database");

        assertThat(run("", "", "sample", "--version")).isZero();
        assertThat(out()).containsPattern("tandem \\d+\\.\\d+");
    }

    @Test
    void a_question_without_a_terminal_wants_yes() {
        assertThat(run("y\n", "", "sample", "ask")).isEqualTo(2);
        assertThat(err()).contains("--yes");

        assertThat(run("", "", "sample", "ask", "--yes")).isZero();
        assertThat(out()).isEqualTo("pushed\n");
    }

    @Test
    void a_question_at_a_terminal_is_asked_and_means_no_unless_answered_yes() {
        assertThat(run("maybe\nyes\n", "012", "sample", "ask")).isZero();
        assertThat(out()).isEqualTo("pushed\n");
        assertThat(err()).contains("Push 3 rows? [y/N]");

        assertThat(run("\n", "012", "sample", "ask")).isZero();
        assertThat(out()).isEqualTo("left\n");
    }

    @Test
    void attention_is_an_exit_code_of_its_own() {
        assertThat(run("", "", "sample", "differs")).isEqualTo(3);
    }

    private int run(String typed, String tty, String... args) {
        out.reset();
        err.reset();
        var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        var terminal = new Terminal(tty.contains("0"), tty.contains("1"), tty.contains("2"), false);
        boolean json = List.of(args).contains("--json");
        PrintStream standardOut = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return verbs().output(new Output(in, out, err, terminal, json)).run(args);
        } finally {
            System.setOut(standardOut);
        }
    }

    private static Verbs verbs() {
        return Verbs.of(new App())
                .explain(t -> t instanceof ArithmeticException
                        ? Optional.of(UserError.failed("That cannot be computed.", ""))
                        : Optional.empty());
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
