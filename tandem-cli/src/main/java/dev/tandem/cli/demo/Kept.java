package dev.tandem.cli.demo;

import dev.tandem.cli.output.Output;
import dev.tandem.cli.output.Style;
import dev.tandem.cli.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A demo that stays, with a phone of one's own.
 *
 * @param pairingUrl makes one phone a reviewer's
 * @param database the laptop's file, which goes with the demo
 */
record Kept(String pairingUrl, String serviceUrl, String bootstrapServers, String database) {
    static Kept of(String serviceUrl, Laptop laptop, String data) throws InterruptedException {
        String link = laptop.runAnywhere(List.of("reviewers", "add", "you", "--link-only", "--data", data))
                .path("url")
                .asText();
        return new Kept(link, serviceUrl, laptop.kafka(), laptop.file().toString());
    }

    /** The login for another broker would keep a sync from this one. */
    private String withoutTheUsersSettings() {
        return Files.exists(Settings.userFolder().resolve("tandem.properties"))
                ? "XDG_CONFIG_HOME=" + Path.of(database).getParent() + " "
                : "";
    }

    void tell(Output output) {
        output.line();
        output.line(
                "Assess what waits: scan this with a phone, or open the link on it or in a browser; the link works once:");
        output.line("  " + output.styled(Style.BOLD, pairingUrl));
        output.qrCode(pairingUrl);
        output.line();
        output.line("Bring your verdicts into the laptop's file with:");
        output.line("  " + withoutTheUsersSettings() + "tandem sync --yes --database " + database
                + " --bootstrap-servers " + bootstrapServers);
        output.line();
        output.line("Ctrl-C stops all of it, and removes the copy.");
    }
}
