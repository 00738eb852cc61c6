package dev.tandem.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {
    @TempDir
    Path folder;

    @Test
    void a_log_that_has_grown_large_is_put_aside_and_the_oldest_go() throws IOException {
        try (var log = log(10, 2)) {
            for (int i = 1; i <= 5; i++) {
                log.println("line " + i + " of twenty");
            }
            log.println("now");
        }
        assertThat(names()).containsExactly("broker.1.log", "broker.2.log", "broker.log");
        assertThat(folder.resolve("broker.log")).hasContent("now");
        assertThat(folder.resolve("broker.1.log")).content().startsWith("line 5");
        assertThat(folder.resolve("broker.2.log")).content().startsWith("line 4");
    }

    @Test
    void where_no_other_file_can_be_begun_no_line_is_lost() throws IOException {
        var inTheWay = Files.createDirectory(folder.resolve("broker.log.new"));
        try (var log = log(10, 2)) {
            log.println("one of many lines");
            log.println("two of many lines");
            assertThat(names()).containsExactly("broker.log", "broker.log.new");
            Files.delete(inTheWay);
            log.println("three of many lines");
            log.println("four");
        }
        assertThat(folder.resolve("broker.1.log"))
                .hasContent("one of many lines\ntwo of many lines\nthree of many lines");
        assertThat(folder.resolve("broker.log")).hasContent("four");
    }

    @Test
    void the_log_of_the_last_run_is_kept_beside() throws IOException {
        for (String run : List.of("first", "second")) {
            try (var log = log(1000, 3)) {
                log.println(run);
            }
        }
        assertThat(folder.resolve("broker.log")).hasContent("second");
        assertThat(folder.resolve("broker.1.log")).hasContent("first");
    }

    private PrintStream log(long largest, int kept) throws IOException {
        return new PrintStream(
                new RotatingLog(folder.resolve("broker.log"), largest, kept), true, StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
