package dev.tandem.stream.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MachineClockTest {
    private static final Node NODE = new Node("019a7411-6f2e-7c3a-9d51-2b1c4e8f0a01", Role.LAPTOP);

    @AfterEach
    void theClockIsRightAgain() {
        System.clearProperty("tandem.clock.ahead");
    }

    @Test
    void the_clock_of_a_node_is_that_of_its_machine_unless_that_is_said_to_be_wrong() {
        assertThat(now()).isBeforeOrEqualTo(Instant.now());
        System.setProperty("tandem.clock.ahead", "PT2H");
        assertThat(now()).isAfter(Instant.now().plus(Duration.ofHours(1)));
        System.setProperty("tandem.clock.ahead", "-PT2H");
        assertThat(now()).isBefore(Instant.now().minus(Duration.ofHours(1)));
    }

    private static Instant now() {
        return NodeContext.of(NODE, ZoneOffset.UTC, NodeContext.DEFAULT_TOLERANCE)
                .clock()
                .instant();
    }
}
