package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell offers follows from the verbs as they are. */
class CompletionTest {
    @TempDir
    Path folder;

    @Test
    void bash_offers_the_flags_of_a_verb() throws Exception {
        assertThat(offered("tandem", "sample", "--")).contains("--yes", "--bootstrap-servers", "--json");
        assertThat(offered("tandem", "sample", "--boot")).isEqualTo("--bootstrap-servers");
    }

    private String offered(String... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Output output = new Output(
                InputStream.nullInputStream(),
                out,
                new ByteArrayOutputStream(),
                new Terminal(false, false, false, false),
                false);
        assertThat(Verbs.of(new VerbsTest.App()).output(output).run("completion", "some-app"))
                .isZero();
        Path script = Files.writeString(folder.resolve("script"), out.toString(StandardCharsets.UTF_8));
        String line = String.join(" ", words);
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source '" + script + "'; COMP_WORDS=(" + line + "); COMP_LINE='" + line
                                + "'; COMP_CWORD=2; _complete_tandem_some_app; echo ${COMPREPLY[@]}")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
