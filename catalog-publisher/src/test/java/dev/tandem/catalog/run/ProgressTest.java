package dev.tandem.catalog.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void each_megabyte_that_is_read_is_shown() throws IOException {
        List<String> shown = new ArrayList<>();
        InputStream in = new Progress(shown::add).counted("reading it", new ByteArrayInputStream(new byte[2_500_000]));
        assertThat(in.readNBytes(900_000)).hasSize(900_000);
        assertThat(shown).isEmpty();
        in.readAllBytes();
        assertThat(shown).containsExactly("reading it: 1 MB …", "reading it: 2 MB …");
    }

    @Test
    void it_is_shown_on_a_terminal_alone() {
        assertThat(shownOn(true)).contains("writing …");
        assertThat(shownOn(false)).isEmpty();
    }

    private static String shownOn(boolean terminal) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal streams = new Terminal(false, false, terminal, false);
        Progress.on(new Output(InputStream.nullInputStream(), new ByteArrayOutputStream(), err, streams, false))
                .step("writing");
        return err.toString(StandardCharsets.UTF_8);
    }
}
