package dev.tandem.laptop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags are looked at before a sync does anything, those too that it would come to late or never. */
class WrongFlagsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "--bootstrap-servers, localhost:99999",
        "--backups-keep, -1",
        "--laptop-answer-within, banana",
        "--service-url, foo"
    })
    void a_wrong_value_is_wrong_usage_and_nothing_is_made(String flag, String value) {
        String database = folder.resolve("new/products.db").toString();

        JsonNode answer = Verb.run("sync", "--yes", "--json", "--database", database, flag, value)
                .json(2);

        assertThat(answer.path("error").asText()).contains('"' + value + "\" (from " + flag + ")");
        assertThat(folder).isEmptyDirectory();
    }
}
