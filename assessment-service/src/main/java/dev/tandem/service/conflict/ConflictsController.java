package dev.tandem.service.conflict;

import dev.tandem.service.http.JsonBody;
import dev.tandem.service.http.Parameters;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForOwner;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** The owner looks through the conflicts, and decides. */
@Controller("/api/owner/conflicts")
@ForOwner
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConflictsController {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final ConflictInbox inbox;

    ConflictsController(ConflictInbox inbox) {
        this.inbox = inbox;
    }

    /** The choice, as the document describes it; {@link JsonBody} reads it. */
    @Schema(name = "Choice", description = "Which of the two verdicts is to stand.")
    record Choice(
            @Schema(
                    type = "string",
                    allowableValues = {"ours", "theirs"})
            String side) {}

    /**
     * Verdicts on one review that differ, and were given without knowing of each other: the open ones first, then the latest.
     *
     * @param limit how many, from 1 to 100; usually 20
     * @param cursor {@code next} of the page before this one
     * @return a page
     */
    @Get
    MetVerdicts.Page conflicts(
            @QueryValue @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "20") @Nullable
                    String limit,
            @QueryValue @Nullable String cursor) {
        return inbox.after(PageCursor.read(cursor), (int) Parameters.number("limit", limit, 1, MOST, USUAL));
    }

    /**
     * Keeps one of the two verdicts: it stands here at once, and with the laptops as soon as they sync. Choosing the same again
     * does no harm.
     *
     * @param id the conflict's id
     * @param body which of the two
     * @return the conflict as it stands now
     */
    @Post("/{id}/keep")
    @RequestBody(content = @Content(schema = @Schema(implementation = Choice.class)))
    MetVerdicts keep(String id, @Body byte[] body) {
        return switch (JsonBody.object(body).requiredText("side")) {
            case "ours" -> inbox.keep(id, true);
            case "theirs" -> inbox.keep(id, false);
            default -> throw ProblemException.field("side", "must be ours or theirs");
        };
    }
}
