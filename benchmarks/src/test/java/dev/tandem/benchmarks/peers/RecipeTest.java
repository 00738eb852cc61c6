package dev.tandem.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"symmetricds", "jdbc-sink"})
    void a_recipe_is_a_project_whose_versions_are_all_filled_in(String peer) throws Exception {
        String pom = new Recipe(peer, folder, "mvn").pom();

        assertThat(pom).contains("<artifactId>" + peer + "</artifactId>").doesNotContain("@");
    }

    @Test
    void the_sink_runs_on_the_kafka_that_tandem_runs_on() throws Exception {
        assertThat(new Recipe("jdbc-sink", folder, "mvn").pom())
                .contains("<version>" + AppInfoParser.getVersion() + "</version>");
    }

    @Test
    void where_there_is_no_maven_a_peer_cannot_be_had() {
        Recipe recipe = new Recipe("symmetricds", folder, "/nowhere/mvn");

        assertThatThrownBy(() -> recipe.fetch(said -> {}))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("/nowhere/mvn cannot be started");
    }

    @Test
    void what_maven_names_first_is_why_a_peer_cannot_be_had() throws Exception {
        String maven =
                maven("echo '[INFO] trying'; echo '[ERROR] '; echo '[ERROR] no network'; echo '[ERROR] help'; exit 1");
        Recipe recipe = new Recipe("symmetricds", folder, maven);

        assertThatThrownBy(() -> recipe.fetch(said -> {})).hasMessage("Maven could not fetch it: no network");
        assertThat(recipe.isFetched()).isFalse();
    }

    @Test
    void what_was_fetched_is_fetched_again_only_if_a_jar_has_gone() throws Exception {
        Path jar = folder.resolve("peer.jar");
        String maven = maven("echo once >> fetched; touch peer.jar; printf %s '" + jar + "' > classpath.txt");
        Recipe recipe = new Recipe("symmetricds", folder, maven);

        recipe.fetch(said -> {});
        recipe.fetch(said -> {});

        assertThat(recipe.classpath()).isEqualTo(jar.toString());
        assertThat(folder.resolve("fetched")).content().hasLineCount(1);
        Files.delete(jar);
        recipe.fetch(said -> {});
        assertThat(folder.resolve("fetched")).content().hasLineCount(2);
    }

    /** A program in Maven's place. */
    private String maven(String does) throws Exception {
        Path program = Files.writeString(folder.resolve("mvn"), "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.toString();
    }
}
