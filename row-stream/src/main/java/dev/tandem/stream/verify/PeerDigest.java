package dev.tandem.stream.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.node.Meta;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the server last said that all its rows add up to: in a receipt, or when it was asked. With that, a laptop that is
 * offline can still tell whether it is where the server was then.
 *
 * @param node the server's id
 * @param digest the sum over all tables, as 16 hexadecimal digits
 * @param asOf when the server said so
 */
public record PeerDigest(String node, String digest, Instant asOf) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The last that this file knows of. */
    public static Optional<PeerDigest> read(Sql sql) throws SQLException {
        return Meta.PEER_DIGEST.read(sql).map(PeerDigest::parse);
    }

    /** Remembers it, unless a later one is known; answers whether it is the latest. */
    public boolean write(Sql sql) throws SQLException {
        Optional<PeerDigest> known = read(sql);
        if (known.isPresent() && known.get().asOf().isAfter(asOf)) {
            return false;
        }
        Meta.PEER_DIGEST.write(
                sql,
                JSON.createObjectNode()
                        .put("node", node)
                        .put("digest", digest)
                        .put("asOf", asOf.toString())
                        .toString());
        return true;
    }

    private static PeerDigest parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new PeerDigest(
                    json.path("node").asText(),
                    json.path("digest").asText(),
                    Instant.parse(json.path("asOf").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tandem_meta was damaged: " + text, e);
        }
    }
}
