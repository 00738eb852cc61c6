package dev.tandem.service.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.settings.SettingsFile;
import dev.tandem.stream.seal.OperatorSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealBookTest {
    private static final String SINCE = "kafka." + OperatorSeal.SINCE;

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

    @Test
    void the_operators_seal_that_is_made_anew_counts_from_when_the_first_was_made() throws Exception {
        SealBook book = SealBook.in(folder);
        Map<String, String> first = book.ofOperators();
        assertThat(first).containsKey(SINCE);
        book.begin();
        Files.delete(book.file().resolveSibling("operators.properties"));

        Map<String, String> renewed = book.ofOperators();

        assertThat(renewed.get(SINCE)).isEqualTo(first.get(SINCE));
        assertThat(renewed.get("kafka." + OperatorSeal.OPEN)).isNotEqualTo(first.get("kafka." + OperatorSeal.OPEN));
    }

    @Test
    void where_laptops_had_logins_before_nobody_knows_since_when_notes_bear_a_seal() throws Exception {
        SealBook book = SealBook.in(folder);
        book.put("ada", "key");
        assertThat(book.ofOperators()).doesNotContainKey(SINCE);
    }
}
