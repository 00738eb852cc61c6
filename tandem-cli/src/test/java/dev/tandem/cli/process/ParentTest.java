package dev.tandem.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentTest {

    @Test
    void the_end_of_the_pipe_means_that_the_parent_has_gone() throws Exception {
        CompletableFuture<String> gone = new CompletableFuture<>();
        try (var parent = new PipedOutputStream()) {
            Parent.onGone(new PipedInputStream(parent), () -> gone.complete("gone"));
            parent.write('x');
            parent.flush();
            assertThat(gone).isNotDone();
        } catch (IOException e) {
            throw new AssertionError(e);
        }

        assertThat(gone.get(5, TimeUnit.SECONDS)).isEqualTo("gone");
    }
}
