package dev.tandem.laptop.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.laptop.connection.Service;
import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EnvelopeJson;
import dev.tandem.stream.verify.PeerDigest;
import dev.tandem.stream.verify.Theirs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the server says of its rows: sums of digests by bucket, and on request more of some of them. */
final class ServerDigest {
    private final Service service;
    private final PeerDigest peer;
    private final Map<String, Map<Integer, Long>> tables;

    private ServerDigest(Service service, PeerDigest peer, Map<String, Map<Integer, Long>> tables) {
        this.service = service;
        this.peer = peer;
        this.tables = tables;
    }

    static ServerDigest ask(Service service) {
        JsonNode json = service.get("/api/digest");
        Map<String, Map<Integer, Long>> tables = new HashMap<>();
        for (JsonNode table : json.path("tables")) {
            Map<Integer, Long> buckets = new HashMap<>();
            for (JsonNode bucket : table.path("buckets")) {
                buckets.put(
                        bucket.path("bucket").asInt(),
                        number(bucket.path("digest").asText()));
            }
            tables.put(table.path("table").asText(), buckets);
        }
        PeerDigest peer = new PeerDigest(
                json.path("node").asText(),
                json.path("root").asText(),
                Instant.parse(json.path("asOf").asText()));
        return new ServerDigest(service, peer, tables);
    }

    PeerDigest peer() {
        return peer;
    }

    /** Whether the server keeps that table in step at all. */
    boolean has(String table) {
        return tables.containsKey(table);
    }

    long digest(String table, int bucket) {
        return tables.getOrDefault(table, Map.of()).getOrDefault(bucket, 0L);
    }

    /** The digests of a bucket's rows, by id. */
    SortedMap<Long, Long> rows(String table, int bucket) {
        SortedMap<Long, Long> rows = new TreeMap<>();
        service.get("/api/digest/rows?table=" + table + "&bucket=" + bucket)
                .path("rows")
                .properties()
                .forEach(row ->
                        rows.put(number(row.getKey()), number(row.getValue().asText())));
        return rows;
    }

    /**
     * What stands there in some rows.
     *
     * @param digests the digests that these rows have there, by id; rows that do not count there have none
     */
    List<Theirs> standing(String table, List<Long> ids, Map<Long, Long> digests) {
        ObjectNode body = new ObjectMapper().createObjectNode().put("table", table);
        ids.forEach(id -> body.withArray("ids").add(Digest.text(id)));
        JsonNode rows = service.post("/api/digest/events", body).path("rows");
        List<Theirs> all = new ArrayList<>();
        for (long id : ids) {
            List<Envelope> events = new ArrayList<>();
            rows.path(Digest.text(id)).forEach(event -> events.add(EnvelopeJson.read(event)));
            all.add(new Theirs(table, id, digests.containsKey(id), events));
        }
        return all;
    }

    private static long number(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }
}
