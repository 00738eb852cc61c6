package dev.tandem.laptop.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://[::1]:8080", "http://LOCALHOST:8080"})
    void this_machine_is_one_by_whatever_name_it_is_called(String url) {
        assertThat(NodeToken.file("a", url)).isEqualTo(NodeToken.file("a", "http://localhost:8080"));
    }

    @Test
    void other_services_are_others() {
        assertThat(NodeToken.file("a", "http://localhost:8081"))
                .isNotEqualTo(NodeToken.file("a", "http://localhost:8080"))
                .isNotEqualTo(NodeToken.file("a", "http://tandem.example:8081"))
                .isNotEqualTo(NodeToken.file("b", "http://localhost:8081"));
    }
}
