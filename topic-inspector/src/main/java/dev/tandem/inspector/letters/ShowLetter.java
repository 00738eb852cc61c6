package dev.tandem.inspector.letters;

import dev.tandem.cli.error.ExitCode;
import dev.tandem.cli.output.Escapes;
import dev.tandem.inspector.KafkaOptions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tandem dead-letters show}. */
@Command(
        name = "show",
        description = "Show a dead letter: the record as it was found, where, and why it could not be applied.",
        footerHeading = "%nExample:%n",
        footer = "  tandem dead-letters show 3f1a9c0b7d2e")
public final class ShowLetter implements Callable<Integer> {
    @Mixin
    private KafkaOptions options;

    @Parameters(paramLabel = "ID", description = "The letter's id, or the beginning of it.")
    private String id = "";

    record Answer(
            ListLetters.Item letter,
            @Nullable String key,
            Map<String, String> headers,
            @Nullable String value) {}

    @Override
    public Integer call() {
        Letter letter;
        try (Letters letters = Letters.connect(options.kafka())) {
            letter = letters.open(id);
        }
        ListLetters.Item item = ListLetters.Item.of(letter);
        String value = letter.record()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .orElse(null);
        Map<String, String> headers = new TreeMap<>(letter.event().headers());
        options.output().json(new Answer(item, letter.event().key(), headers, value));
        line("id      " + item.id());
        line("place   " + item.topic() + ", partition " + item.partition() + ", offset " + item.offset());
        line("at      " + item.at() + ", read by node " + item.node());
        line("cause   " + item.cause());
        line("key     " + letter.event().key());
        headers.forEach((name, text) -> line("header  " + name + ": " + text));
        line(value == null ? "The value was too large to be kept." : "value   " + value);
        return ExitCode.DONE;
    }

    private void line(String text) {
        options.output().line(Escapes.visible(text));
    }
}
