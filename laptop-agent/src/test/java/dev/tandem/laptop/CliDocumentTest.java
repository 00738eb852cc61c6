package dev.tandem.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** docs/cli.md names the verbs and the keys of their answers as they are. */
class CliDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("tandem.home", ".."), "docs", "cli.md");
    private static final Pattern CONTRACT = Pattern.compile("(?m)^[^\n]*?: (`.*`) <!-- ((?!inspector\\.)\\S+) -->");

    @Test
    void each_contract_has_the_keys_of_the_answer() throws IOException, ClassNotFoundException {
        List<MatchResult> contracts =
                CONTRACT.matcher(Files.readString(DOCUMENT)).results().toList();
        assertThat(contracts).hasSizeGreaterThan(15);
        for (MatchResult contract : contracts) {
            String name = contract.group(2);
            Class<?> answer = Class.forName("dev.tandem." + (name.startsWith("stream.") ? "" : "laptop.") + name);
            List<String> keys = Arrays.stream(answer.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            assertThat(List.of(contract.group(1).replace("`", "").split(" ", -1)))
                    .as(name)
                    .isEqualTo(keys);
        }
    }

    @Test
    void each_verb_has_a_section() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> verbs = Arrays.stream(
                        Main.class.getAnnotation(Command.class).subcommands())
                .map(verb -> verb.getAnnotation(Command.class).name())
                .toList();
        assertThat(verbs).contains("sync", "doctor", "selftest");
        assertThat(verbs).allSatisfy(verb -> assertThat(document).containsPattern("(?m)^### `" + verb + "[ `]"));
    }
}
