package dev.tandem.service.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has to fit together in the page's files, without a browser. */
class ShellTest {
    private static final Path WEB = Path.of(URI.create(
            Objects.requireNonNull(ShellTest.class.getResource("/web")).toString()));

    /** Pages for devices that are not paired, what only these need, and what is read by people. */
    private static final Set<String> NEVER_OFFLINE = Set.of(
            "/open/pair.html",
            "/open/pair.js",
            "/open/unpaired.html",
            "/open/unpaired-owner.html",
            "/open/unpaired.js",
            "/open/service-worker.js",
            "/open/lib/idb/LICENSE",
            "/review/review.html");

    @Test
    void the_service_worker_keeps_each_file_that_the_page_needs() throws IOException {
        Set<String> kept = found("^ {2}\"(/[^\"]+)\",$", "open/service-worker.js");
        assertThat(kept)
                .contains("/review")
                .isEqualTo(Stream.concat(files().stream(), Stream.of("/review"))
                        .filter(file -> !NEVER_OFFLINE.contains(file)
                                && !file.startsWith("/overview/")
                                && !file.startsWith("/swagger/"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void both_languages_have_the_same_words() throws IOException {
        Set<String> english = found("^ {2}(\\w+):", "open/words/en.js");
        assertThat(english).isNotEmpty().isEqualTo(found("^ {2}(\\w+):", "open/words/de.js"));
    }

    @Test
    void each_word_of_the_html_is_there() throws IOException {
        assertThat(found("^ {2}(\\w+):", "open/words/en.js"))
                .containsAll(found("data-say(?:-label)?=\"(\\w+)\"", "review/review.html"))
                .containsAll(found("data-say=\"(\\w+)\"", "open/pair.html"))
                .containsAll(found("data-say=\"(\\w+)\"", "open/unpaired.html"))
                .containsAll(found("data-say=\"(\\w+)\"", "open/unpaired-owner.html"))
                .containsAll(found("data-say(?:-label)?=\"(\\w+)\"", "overview/overview.html"));
    }

    @Test
    void what_a_scraper_wrote_cannot_become_markup() throws IOException {
        for (String file : files()) {
            if (file.endsWith(".js") && !file.contains("/lib/")) {
                assertThat(Files.readString(WEB.resolve(file.substring(1))))
                        .as(file)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
            }
        }
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(WEB)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> "/" + WEB.relativize(file))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> found(String pattern, String file) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(WEB.resolve(file)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
