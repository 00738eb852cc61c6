package dev.tandem.service.digest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.schema.digest.Digest;
import dev.tandem.schema.event.Envelope;
import dev.tandem.schema.event.EnvelopeJson;
import dev.tandem.schema.row.SyncTable;
import dev.tandem.schema.version.Timestamps;
import dev.tandem.service.http.JsonBody;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForNodes;
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
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
@ForNodes
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

    /**
     * The digests of all buckets that hold something.
     *
     * @param known the {@code ETag} of an earlier answer: 304 if all is as it was
     * @return the digests, of what scripts have written too
     */
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

    /**
     * The digests of the rows in a bucket.
     *
     * @param table the table's name, or {@code tandem_verdict}
     * @param bucket the bucket, from 0 to 255
     * @return the digests, by the row's id
     */
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

    /**
     * Which rows are asked for.
     *
     * @param table the table's name, or {@code tandem_verdict}
     * @param ids 1 to 200 ids of 16 hexadecimal digits
     */
    record Asked(String table, List<String> ids) {}

    /**
     * The events that stand in rows, as they travel in the streams.
     *
     * @param rows a list of events by the row's id; a row that is not known is left out
     */
    record Standings(Map<String, List<Map<String, Object>>> rows) {}

    /**
     * What stands in some rows.
     *
     * @param body the rows
     * @return the events that stand there
     */
    @Post("/events")
    @RequestBody(content = @Content(schema = @Schema(implementation = Asked.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The events that stand there",
            content = @Content(schema = @Schema(implementation = Standings.class)))
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
