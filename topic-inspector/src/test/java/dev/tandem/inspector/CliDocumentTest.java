package dev.tandem.inspector;

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

/** docs/cli.md names the operators' verbs and the keys of their answers as they are. */
class CliDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("tandem.home", ".."), "docs", "cli.md");
    private static final Pattern CONTRACT = Pattern.compile("(?m)^[^\n]*?: (`.*`) <!-- (inspector\\.\\S+) -->");

    @Test
    void each_contract_has_the_keys_of_the_answer() throws IOException, ClassNotFoundException {
        List<MatchResult> contracts =
                CONTRACT.matcher(Files.readString(DOCUMENT)).results().toList();
        assertThat(contracts).hasSizeGreaterThan(8);
        for (MatchResult contract : contracts) {
            List<String> keys = Arrays.stream(
                            Class.forName("dev.tandem." + contract.group(2)).getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            assertThat(List.of(contract.group(1).replace("`", "").split(" ", -1)))
                    .as(contract.group(2))
                    .isEqualTo(keys);
        }
    }

    @Test
    void each_verb_has_a_section() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(Main.class.getAnnotation(Command.class).subcommands())
                .extracting(verb -> verb.getAnnotation(Command.class).name())
                .contains("tail", "lag", "dead-letters")
                .allSatisfy(verb -> assertThat(document).containsPattern("(?m)^### [^\n]*`" + verb + "[ `]"));
    }
}
