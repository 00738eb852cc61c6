package dev.tandem.laptop.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.output.Json;
import dev.tandem.laptop.file.LaptopFile;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.RowEvent.ProductRemoved;
import dev.tandem.stream.capture.Unnoticed;
import dev.tandem.stream.merge.TestProducts;
import dev.tandem.stream.node.Meta;
import dev.tandem.stream.node.NodeContext;
import dev.tandem.stream.outbox.Outbox;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test makes, noted in the database before it is made. While it is noted, somebody has to take it out again.
 *
 * @param url of the product
 * @param reviewer that was added for the test; null where there was one
 */
record Trace(String url, @Nullable String reviewer) {

    static Optional<Trace> left(LaptopFile laptop) {
        Optional<JsonNode> noted =
                laptop.file().read("read", Meta.SELFTEST::read).flatMap(Json::read);
        return noted.map(json ->
                new Trace(json.path("url").asText(), json.path("reviewer").textValue()));
    }

    /** Before anything is made. From then on this database takes in what is said about the product. */
    void begin(LaptopFile laptop) {
        note(laptop, true);
    }

    /**
     * Takes the product out of this database and asks the server to do so, in one transaction. What may still come in
     * about it is passed over from now on. Asked twice, the server does it once.
     */
    void takeOut(LaptopFile laptop) {
        NodeContext context = laptop.context();
        note(laptop, false);
        laptop.file().write("take the self test out of", sql -> {
            Unnoticed.run(sql, () -> TestProducts.forget(sql, url));
            sql.update("DELETE FROM tandem_change WHERE key_1 = ?", url);
            new Outbox(sql, context.node())
                    .add(new Envelope(
                            context.ids().next(),
                            context.node().id(),
                            context.now(),
                            new ProductRemoved(url, context.now(), false)));
            return true;
        });
    }

    /** Nothing is left anywhere. */
    void end(LaptopFile laptop) {
        laptop.file()
                .write("end the self test in", sql -> sql.update("DELETE FROM tandem_meta WHERE name = ?", "selftest"));
    }

    private void note(LaptopFile laptop, boolean underTest) {
        Map<String, @Nullable Object> note = new LinkedHashMap<>();
        note.put("url", url);
        note.put("reviewer", reviewer);
        note.put("underTest", underTest ? url : null);
        laptop.file().write("note the self test in", sql -> {
            Meta.SELFTEST.write(sql, Json.line(note));
            return true;
        });
    }
}
