package dev.tandem.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTest {
    private static final int PRODUCTS = 150;

    @TempDir
    Path folder;

    @Test
    void a_round_ends_with_every_verdict_in_the_other_file() throws Exception {
        try (InStep programs = new TwoFiles(folder, PRODUCTS, true);
                ProductFile file = ProductFile.open(programs.receiving())) {
            Measured measured = Measured.once(programs, Verdict.of(0), PRODUCTS);

            assertThat(measured.rate()).isPositive();
            assertThat(file.showing(Verdict.of(0), 0, PRODUCTS - 1)).isEqualTo(PRODUCTS);
        }
    }

    @Test
    void each_newer_verdict_that_an_older_one_overwrites_is_counted() throws Exception {
        try (InStep programs = new TwoFiles(folder, PRODUCTS, false)) {
            assertThat(Measured.overwritten(programs, 0)).isEqualTo(Measured.OLDER);
        }
    }

    @Test
    void where_the_newest_wins_none_is_counted() throws Exception {
        try (InStep programs = new TwoFiles(folder, PRODUCTS, true)) {
            assertThat(Measured.overwritten(programs, 0)).isZero();
        }
    }

    @Test
    void later_verdicts_have_later_times_in_the_order_of_their_text() {
        List<String> times = java.util.stream.IntStream.range(0, 100)
                .mapToObj(number -> Verdict.of(number).assessedAt())
                .toList();

        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_program_that_ends_is_told_with_its_last_error() throws Exception {
        Path source = Files.writeString(folder.resolve("Fails.java"), """
                class Fails {
                    public static void main(String[] arguments) {
                        throw new IllegalStateException("no such dialect");
                    }
                }
                """);
        try (PeerProcess process = PeerProcess.start("peer", folder, File.pathSeparator, List.of(source.toString()))) {
            process.awaitEnd();

            assertThatThrownBy(process::mustRun)
                    .isInstanceOf(PeerException.class)
                    .hasMessageContaining("peer ended with exit code 1")
                    .hasMessageContaining("no such dialect");
        }
    }
}
