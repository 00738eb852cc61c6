package dev.tandem.laptop.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.error.UserError;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Verb;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a folder with an adopted file, no verb makes another one unasked. */
class AdoptedHereTest {
    @TempDir
    Path folder;

    private Path adopted = Path.of("");

    @BeforeEach
    void adoptOne() {
        Database.tiny(folder.resolve("another.db"));
        adopted = Database.tiny(folder.resolve("products.db")).path();
        Verb.run("adopt", adopted.toString());
    }

    @Test
    void the_adopted_one_is_probably_meant_where_nothing_is_named() {
        assertThat(insteadOf(settings(Map.of()))).contains(adopted);
    }

    @Test
    void whoever_names_a_database_means_that() {
        assertThat(insteadOf(settings(Map.of("--database", "data/laptop/products.db"))))
                .isEmpty();
    }

    @Test
    void where_the_usual_one_is_there_nothing_is_guessed() {
        assertThat(AdoptedHere.insteadOf(adopted, settings(Map.of()), folder)).isEmpty();
    }

    @Test
    void a_file_that_was_never_adopted_is_not_meant() {
        Verb.run("adopt", adopted.toString(), "--undo", "--yes");
        assertThat(insteadOf(settings(Map.of()))).isEmpty();
    }

    @Test
    void no_database_is_made_beside_one_that_is_adopted_or_may_have_to_be() {
        assertRefused("is adopted; no other was made", adopted);
        Verb.run("adopt", adopted.toString(), "--undo", "--yes");
        assertRefused("has products and is not adopted", folder.resolve("another.db"));
        assertThatCode(() -> requireNone(Map.of("--database", "data/laptop/products.db")))
                .doesNotThrowAnyException();
    }

    private void assertRefused(String why, Path meant) {
        assertThatThrownBy(() -> requireNone(Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(meant + " in this folder " + why)
                .extracting(e -> ((UserError) e).hint())
                .asString()
                .contains("--database " + meant);
    }

    private void requireNone(Map<String, String> flags) {
        Settings settings = settings(flags);
        AdoptedHere.requireNone(folder.resolve(settings.get(CommonSettings.DATABASE)), settings, folder);
    }

    private java.util.Optional<Path> insteadOf(Settings settings) {
        return AdoptedHere.insteadOf(folder.resolve(settings.get(CommonSettings.DATABASE)), settings, folder);
    }

    private static Settings settings(Map<String, String> flags) {
        return Settings.of(flags, Map.of(), List.of(), List.of());
    }
}
