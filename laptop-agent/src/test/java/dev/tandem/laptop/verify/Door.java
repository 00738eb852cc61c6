package dev.tandem.laptop.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.laptop.Server;
import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EnvelopeJson;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.digest.Buckets.Sums;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service's door for nodes, over the real engine; the real door is passed through in the system's tests. */
final class Door implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server;
    private final HttpServer http;

    private Door(Server server, HttpServer http) {
        this.server = server;
        this.http = http;
    }

    static Door of(Server server) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Door door = new Door(server, http);
        http.createContext("/api/digest/rows", exchange -> door.answer(exchange, door::rows));
        http.createContext("/api/digest/events", exchange -> door.answer(exchange, door::events));
        http.createContext("/api/digest", exchange -> door.answer(exchange, door::digest));
        http.start();
        return door;
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private interface Answer {
        JsonNode of(HttpExchange exchange, Sql sql) throws SQLException, IOException;
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        List<IOException> failed = new ArrayList<>();
        JsonNode json = server.file().read("read", sql -> {
            try {
                return answer.of(exchange, sql);
            } catch (IOException e) {
                failed.add(e);
                return JSON.createObjectNode();
            }
        });
        if (!failed.isEmpty()) {
            throw failed.get(0);
        }
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private JsonNode digest(HttpExchange exchange, Sql sql) throws SQLException {
        ObjectNode json = JSON.createObjectNode();
        json.put("node", server.context().node().id());
        json.put("asOf", Timestamps.format(server.context().now()));
        json.put("root", Digest.text(Buckets.root(sql)));
        Map<String, Sums> sums = Buckets.read(sql);
        List<String> tables =
                new ArrayList<>(SyncTable.ALL.stream().map(SyncTable::name).toList());
        tables.add(Buckets.VERDICTS);
        for (String table : tables) {
            ObjectNode one = json.withArray("tables").addObject().put("table", table);
            one.putArray("buckets");
            for (int bucket = 0; bucket < Digest.BUCKETS && sums.containsKey(table); bucket++) {
                if (sums.get(table).rows(bucket) > 0) {
                    one.withArray("buckets")
                            .addObject()
                            .put("bucket", bucket)
                            .put("digest", Digest.text(sums.get(table).digest(bucket)));
                }
            }
        }
        return json;
    }

    private JsonNode rows(HttpExchange exchange, Sql sql) throws SQLException {
        String[] query = exchange.getRequestURI().getQuery().split("[=&]", -1);
        ObjectNode json = JSON.createObjectNode();
        ObjectNode rows = json.putObject("rows");
        Buckets.rows(sql, query[1], Integer.parseInt(query[3]))
                .forEach((id, digest) -> rows.put(Digest.text(id), Digest.text(digest)));
        return json;
    }

    private JsonNode events(HttpExchange exchange, Sql sql) throws SQLException, IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
        ObjectNode json = JSON.createObjectNode();
        ObjectNode rows = json.putObject("rows");
        for (JsonNode id : asked.path("ids")) {
            long number = Long.parseUnsignedLong(id.asText(), 16);
            for (Envelope event : Standing.of(
                    Rows.of(sql), server.context(), asked.path("table").asText(), number)) {
                rows.withArray(id.asText()).add(EnvelopeJson.write(event));
            }
        }
        return json;
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
