package dev.tandem.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.cli.error.UserError;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An element of two gigabytes is refused after its first megabytes, whatever the format. */
class EndlessFeedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\": \"https://shop.example/1\", \"title\": \"",
                "[{\"url\": \"https://shop.example/1\", \"title\": \"",
                "[{\"url\": \"https://shop.example/1\", \"title\": \"a\"}, {\"url\": \"",
                "{\"products\": [{\"handle\": \"a\", \"title\": \"",
                "url,title\nhttps://shop.example/1,\"",
                "url,title\nhttps://shop.example/1,",
                "url,title,",
            })
    void an_element_without_end_is_refused(String beginning) {
        Endless feed = new Endless(beginning);
        UserError error = catchThrowableOfType(
                UserError.class, () -> FeedReader.read(feed, Origin.named("it"), FieldNames.ofScrapers(), entry -> {}));
        assertThat(error.message()).contains("The feed it has an element of more than 1000000 characters");
        assertThat(feed.read).isLessThan(5_000_000);
    }

    /** Letters after a beginning, two gigabytes of them. */
    private static final class Endless extends InputStream {
        private final byte[] beginning;
        private long read;

        Endless(String beginning) {
            this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (read >= Integer.MAX_VALUE) {
                return -1;
            }
            for (int i = 0; i < length; i++) {
                buffer[offset + i] = read < beginning.length ? beginning[(int) read] : (byte) 'x';
                read++;
            }
            return length;
        }
    }
}
