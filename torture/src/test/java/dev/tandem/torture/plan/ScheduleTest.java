package dev.tandem.torture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cli.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
    private static final long TEN_MINUTES = 600_000;

    @TempDir
    Path folder;

    @Test
    void a_seed_always_draws_the_same_faults_and_another_seed_others() {
        assertThat(Schedule.of(7, TEN_MINUTES)).isEqualTo(Schedule.of(7, TEN_MINUTES));
        assertThat(Schedule.of(7, TEN_MINUTES).faults())
                .isNotEqualTo(Schedule.of(8, TEN_MINUTES).faults());
    }

    @Test
    void ten_minutes_draw_every_kind() {
        assertThat(Schedule.of(7, TEN_MINUTES).faults()).extracting(Fault::kind).contains(Kind.values());
    }

    @Test
    void what_was_written_down_is_read_as_it_was() throws Exception {
        Schedule schedule = Schedule.of(7, TEN_MINUTES);
        Path file = folder.resolve("schedule.jsonl");
        schedule.write(file);
        assertThat(Schedule.read(file)).isEqualTo(schedule);
    }

    @Test
    void what_is_no_schedule_is_wrong_usage() throws Exception {
        Path file = Files.writeString(folder.resolve("schedule.jsonl"), "{}\n{\"kind\": \"earthquake\"}\n");
        assertThatThrownBy(() -> Schedule.read(file))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2));
    }
}
