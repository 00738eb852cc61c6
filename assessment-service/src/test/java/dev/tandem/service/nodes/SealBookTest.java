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

    @Test
    void a_login_is_known_by_its_key_and_the_one_before_until_it_is_revoked() throws Exception {
        SealBook book = SealBook.in(folder);
        book.put("ada", "first");
        book.put("bob", "his");
        assertThat(book.keys("ada")).containsExactly("first");
        book.put("ada", "second");
        assertThat(book.keys("ada")).containsExactly("second", "first");
        book.put("ada", "third");
        assertThat(book.keys("ada")).containsExactly("third", "second");
        book.remove("ada");
        assertThat(book.keys("ada")).isEmpty();
        assertThat(book.keys("bob")).containsExactly("his");
    }

    @Test
    void a_book_that_is_begun_is_there_and_one_that_is_there_is_kept() throws Exception {
        SealBook book = SealBook.in(folder);
        book.begin();
        assertThat(book.file()).exists();
        book.put("ada", "key");
        book.begin();
        assertThat(book.keys("ada")).containsExactly("key");
    }
}
