package dev.tandem.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void the_demo_ends_in_step_whatever_the_users_own_settings_are() throws Exception {
        Path settings = Files.createDirectory(folder.resolve("tandem")).resolve("tandem.properties");
        Files.writeString(settings, "kafka.security.protocol = SSL\ntopic.prefix = theirs\nclock.zone = Asia/Tokyo\n");
        Files.copy(settings, folder.resolve("tandem.properties"));
        Tandem.Answer demo = Tandem.run(folder, "demo");
        assertThat(demo.exitCode()).as(demo.said()).isZero();
        assertThat(demo.json().path("converged").asBoolean()).isTrue();
        assertThat(demo.json().path("assessed").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(demo.json().path("merged").asInt())
                .isEqualTo(demo.json().path("assessed").asInt());
    }

    @Test
    void the_demo_on_the_real_file_leaves_it_alone() throws Exception {
        JsonNode told = onRealFile("products-2025-11-12.db", "--phone-assessments", "20");
        assertThat(told.path("published").asInt()).isGreaterThanOrEqualTo(1427);
        assertThat(told.path("assessed").asInt()).isEqualTo(20);
        assertThat(told.path("merged").asInt()).isEqualTo(20);
    }

    @Test
    void the_demo_on_an_older_schema_without_a_queue_finds_something_to_assess() throws Exception {
        JsonNode told = onRealFile("products-2025-11-05.db");
        assertThat(told.path("assessed").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(told.path("merged").asInt()).isEqualTo(told.path("assessed").asInt());
    }

    private JsonNode onRealFile(String name, String... flags) throws Exception {
        Path real = Tandem.realFile(name);
        assumeTrue(Files.exists(real), "the real file is not on this machine");
        byte[] before = Tandem.bytes(real);
        String[] arguments = new String[flags.length + 3];
        arguments[0] = "demo";
        arguments[1] = "--database";
        arguments[2] = real.toString();
        System.arraycopy(flags, 0, arguments, 3, flags.length);
        Tandem.Answer demo = Tandem.run(folder, arguments);
        assertThat(demo.exitCode()).as(demo.said()).isZero();
        assertThat(demo.json().path("converged").asBoolean()).isTrue();
        assertThat(Tandem.bytes(real)).isEqualTo(before);
        return demo.json();
    }
}
