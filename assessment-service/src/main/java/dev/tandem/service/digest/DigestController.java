package dev.tandem.service.digest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EnvelopeJson;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.service.access.NodeAccess;
import dev.tandem.service.http.JsonBody;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.capture.Capture;
import dev.tandem.stream.digest.Buckets;
import dev.tandem.stream.file.Sql;
import dev.tandem.stream.file.StreamException;
import dev.tandem.stream.node.TablesInStep;
import dev.tandem.stream.register.Rows;
import dev.tandem.stream.verify.Standing;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a laptop find out where it differs, in three steps of growing detail: the digests of all buckets, those of the rows in
 * some of them, and what stands in some of these rows. Each reads what is kept, in short transactions, so that no tap waits
 * for it. What a script has just written counts from the next request on at the latest, as the first step captures it.
 */
@Controller("/api/digest")
@Secured(NodeAccess.ROLE)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DigestController {
    private static final int MOST_EVENTS = 200;
    private static final int AT_ONCE = 50;

    private final ServerDatabase database;
    private final Capture capture;

    DigestController(ServerDatabase database) {
        this.database = database;
        this.capture = new Capture(database.file(), database.context());
    }

    /** The digests of the rows in a bucket, by id, both as hexadecimal digits. */
    @Serdeable
    record BucketRows(String table, int bucket, Map<String, String> rows) {}

    @Get
    HttpResponse<ServerDigest> digest(@Header(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        captureChanges();
        Map<String, Buckets.Sums> sums = database.file().read("read", DigestController::sums);
        ServerDigest digest = ServerDigest.of(
                database.context().node().id(),
                Timestamps.format(database.context().now()),
                sums);
        String tag = '"' + digest.root() + '"';
        if (tag.equals(known)) {
            return HttpResponse.<ServerDigest>notModified().header(HttpHeaders.ETAG, tag);
        }
        return HttpResponse.ok(digest).header(HttpHeaders.ETAG, tag);
    }

    @Get("/rows")
    BucketRows rows(@QueryValue String table, @QueryValue int bucket) {
        if (bucket < 0 || bucket >= Digest.BUCKETS) {
            throw ProblemException.field("bucket", "must be a number from 0 to " + (Digest.BUCKETS - 1));
        }
        Map<String, String> rows = new LinkedHashMap<>();
        database.file()
                .read("read", sql -> Buckets.rows(sql, table, bucket))
                .forEach((id, digest) -> rows.put(Digest.text(id), Digest.text(digest)));
        return new BucketRows(table, bucket, rows);
    }

    /** What stands in some rows: an object with their {@code table} and {@code ids}, answered by a list of events by id. */
    @Post("/events")
    HttpResponse<String> events(@Body byte[] body) {
        String table = JsonBody.object(body).requiredText("table");
        List<Long> ids = ids(JsonBody.read(body).path("ids"));
        StringBuilder json = new StringBuilder("{\"rows\":{");
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            standing(table, ids.subList(from, Math.min(from + AT_ONCE, ids.size())))
                    .forEach((id, events) -> {
                        if (json.charAt(json.length() - 1) == ']') {
                            json.append(',');
                        }
                        json.append('"').append(Digest.text(id)).append("\":[");
                        json.append(String.join(",", events)).append(']');
                    });
        }
        return HttpResponse.ok(json.append("}}").toString()).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private Map<Long, List<String>> standing(String table, List<Long> ids) {
        return database.file().read("read", sql -> {
            Rows rows = Rows.of(sql);
            Map<Long, List<String>> standing = new LinkedHashMap<>();
            for (long id : ids) {
                List<String> events = new ArrayList<>();
                for (Envelope envelope : Standing.of(rows, database.context(), table, id)) {
                    events.add(EnvelopeJson.write(envelope).toString());
                }
                standing.put(id, events);
            }
            return standing;
        });
    }

    private static List<Long> ids(JsonNode given) {
        List<Long> ids = new ArrayList<>();
        for (JsonNode id : given) {
            if (!id.asText().matches("[0-9a-f]{16}")) {
                throw ProblemException.field("ids", "must be a list of ids of 16 hexadecimal digits");
            }
            ids.add(Long.parseUnsignedLong(id.asText(), 16));
        }
        if (ids.isEmpty() || ids.size() > MOST_EVENTS) {
            throw ProblemException.field("ids", "must be a list of 1 to " + MOST_EVENTS + " ids");
        }
        return ids;
    }

    /** Of all tables that are kept in step, be they empty. */
    private static Map<String, Buckets.Sums> sums(Sql sql) throws SQLException {
        Map<String, Buckets.Sums> kept = Buckets.read(sql);
        Map<String, Buckets.Sums> sums = new LinkedHashMap<>();
        for (SyncTable table : TablesInStep.read(sql).all()) {
            sums.put(table.name(), kept.getOrDefault(table.name(), new Buckets.Sums()));
        }
        sums.put(Buckets.VERDICTS, kept.getOrDefault(Buckets.VERDICTS, new Buckets.Sums()));
        return sums;
    }

    private void captureChanges() {
        try {
            capture.run();
        } catch (StreamException e) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE, "The server's database cannot be read: " + e.getMessage() + ".");
        }
    }
}
