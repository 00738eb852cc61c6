package dev.tandem.service.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealBookTest {
    @TempDir
    Path folder;

    @Test
    void of_many_that_are_added_at_once_none_is_lost() {
        SealBook book = SealBook.in(folder);
        IntStream.range(0, 40).parallel().forEach(i -> {
            try {
                book.put("laptop-" + i, "key");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(SettingsFile.read(book.file())).hasSize(40);
    }
}
