package dev.tandem.laptop.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.output.Json;
import dev.tandem.cli.process.NotedProcess;
import dev.tandem.cli.settings.CommonSettings;
import dev.tandem.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the server's database is, if the server's data folder is on this machine. */
final class ServersDatabase {
    private ServersDatabase() {}

    /**
     * As a setting says; otherwise as the service that runs on the data folder has noted there, since its flag
     * {@code --database} is in no setting; otherwise where it usually is. That flag means the laptop's here.
     */
    static Path of(Settings settings) {
        Path folder = settings.get(CommonSettings.DATA).resolve("server");
        return settings.given(CommonSettings.SERVER_DATABASE).entrySet().stream()
                .filter(given -> !given.getKey().endsWith(CommonSettings.SERVER_DATABASE.flag()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> ofRunning(folder))
                .orElseGet(() -> folder.resolve("products.db"));
    }

    private static Optional<Path> ofRunning(Path folder) {
        try {
            return Json.read(Files.readString(folder.resolve("service.json")))
                    .filter(NotedProcess::runs)
                    .map(noted -> noted.path("database"))
                    .filter(JsonNode::isTextual)
                    .map(database -> Path.of(database.textValue()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
