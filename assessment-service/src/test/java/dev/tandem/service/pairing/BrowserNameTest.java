package dev.tandem.service.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrowserNameTest {
    @Test
    void the_browser_and_the_system_are_told_apart() {
        assertThat(BrowserName.of(
                        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"))
                .isEqualTo("Chrome on Android");
        assertThat(BrowserName.of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"))
                .isEqualTo("Safari on iPhone");
        assertThat(BrowserName.of("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0"))
                .isEqualTo("Edge on Windows");
    }

    @Test
    void an_unknown_browser_is_just_a_browser() {
        assertThat(BrowserName.of("curl/8.0")).isEqualTo("a browser");
        assertThat(BrowserName.of(null)).isEqualTo("a browser");
    }
}
