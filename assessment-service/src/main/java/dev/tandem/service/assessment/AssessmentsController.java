package dev.tandem.service.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.service.access.Reviewer;
import dev.tandem.service.assessment.VerdictReader.Read;
import dev.tandem.service.http.JsonBody;
import dev.tandem.service.http.Parameters;
import dev.tandem.service.http.Problem;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForReviewers;
import dev.tandem.service.queue.Claims;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes verdicts, one by one or in batches; the answer has the form of the request. */
@Controller("/api/assessments")
@ForReviewers
@ExecuteOn(TaskExecutors.BLOCKING)
final class AssessmentsController {
    private static final int MOST = 500;

    private static final int MOST_SHOWN = 200;

    private final VerdictRecorder recorder;
    private final OwnVerdicts own;
    private final Claims claims;

    AssessmentsController(VerdictRecorder recorder, OwnVerdicts own, Claims claims) {
        this.recorder = recorder;
        this.own = own;
        this.claims = claims;
    }

    /**
     * What became of one verdict.
     *
     * @param id as it was sent
     * @param status {@code recorded}, {@code duplicate} (it had arrived before, and was recorded), {@code superseded} or
     *     {@code rejected}
     * @param reason why, for people; of one that was recorded only if the device's clock was so far ahead that the verdict
     *     counts as given when it arrived
     * @param errors the fields that are wrong, of a verdict of a list
     */
    @Serdeable
    @Schema(name = "Answer")
    record Answer(@Nullable String id, String status, String reason, List<Problem.FieldError> errors) {
        /** Of each verdict of a list, in its order. */
        @ArraySchema(schema = @Schema(implementation = Answer.class))
        interface Several extends List<Answer> {}

        static Answer of(String id, Outcome outcome) {
            return new Answer(id, outcome.status(), outcome.reason(), List.of());
        }
    }

    /**
     * Takes one verdict, or a list of at most 500. A list is answered by a list in the same order, whatever became of its
     * verdicts; one that came alone by a problem, if it was not taken: 404 if there is no such product or no such review of it,
     * 409 if another verdict has its id. Sending a verdict again does no harm.
     *
     * @param body one verdict, or a list of them
     * @return what became of it, or of each
     */
    @Post
    @RequestBody(content = @Content(schema = @Schema(oneOf = {SentVerdict.class, SentVerdict.Several.class})))
    @ApiResponse(
            responseCode = "200",
            description = "What became of it, or of each",
            content = @Content(schema = @Schema(oneOf = {Answer.class, Answer.Several.class})))
    Object assess(@Body byte[] body, Authentication authentication) {
        JsonNode json = JsonBody.read(body);
        Reviewer reviewer = Reviewer.of(authentication);
        return json.isArray() ? recordAll(json, reviewer) : recordOne(json, reviewer);
    }

    /**
     * The reviewer's own verdicts of today, or since another time, the latest first.
     *
     * @param from since when: an instant, usually the last midnight at the server's place
     * @param limit how many, from 1 to 200; usually 200
     * @param cursor {@code next} of the page before this one
     * @return a page
     */
    @Get
    OwnVerdict.Page own(
            @QueryValue @Nullable String from,
            @QueryValue @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "200") @Nullable
                    String limit,
            @QueryValue @Nullable String cursor,
            Authentication authentication) {
        return own.since(
                Parameters.since(from),
                Reviewer.of(authentication),
                Parameters.number("cursor", cursor, 1, Long.MAX_VALUE, Long.MAX_VALUE),
                (int) Parameters.number("limit", limit, 1, MOST_SHOWN, MOST_SHOWN));
    }

    /**
     * Undoes one of the reviewer's own verdicts, while it stands: what stood before it stands again. Sending it again does no
     * harm.
     *
     * @param id the verdict's id
     * @return what stands now
     */
    @Delete("/{id}")
    OwnVerdict.Undone undo(@PathVariable String id, Authentication authentication) {
        UUID known = VerdictReader.uuid(id)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "No verdict has the id " + id + ": an id is a UUID."));
        Reviewer reviewer = Reviewer.of(authentication);
        OwnVerdict.Undone undone = own.undo(known, reviewer);
        // Who takes a verdict back wants to give another, before anyone else is asked.
        claims.hold(reviewer.deviceId(), List.of(Claims.key(undone.reviewType(), undone.productUrl())));
        return undone;
    }

    private Answer recordOne(JsonNode json, Reviewer reviewer) {
        Read read = VerdictReader.read(json);
        PhoneVerdict verdict = read.verdict().orElseThrow(() -> new ProblemException(Problem.ofFields(read.errors())));
        Outcome outcome = record(List.of(verdict), reviewer).get(0);
        return switch (outcome) {
            case UNKNOWN_PRODUCT, NOT_SUSPECTED, NOT_ASKED ->
                throw new ProblemException(HttpStatus.NOT_FOUND, outcome.reason());
            case ID_TAKEN, REFUSED -> throw new ProblemException(HttpStatus.CONFLICT, outcome.reason());
            default -> Answer.of(verdict.id().toString(), outcome);
        };
    }

    private List<Answer> recordAll(JsonNode json, Reviewer reviewer) {
        if (json.size() > MOST) {
            throw new ProblemException(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "A request may hold " + MOST + " verdicts, and this one holds " + json.size() + ".");
        }
        List<Read> reads = new ArrayList<>();
        json.forEach(element -> reads.add(VerdictReader.read(element)));
        List<PhoneVerdict> verdicts =
                reads.stream().map(Read::verdict).flatMap(Optional::stream).toList();
        Iterator<Outcome> outcomes = verdicts.isEmpty()
                ? List.<Outcome>of().iterator()
                : record(verdicts, reviewer).iterator();
        return reads.stream().map(read -> answer(read, outcomes)).toList();
    }

    private List<Outcome> record(List<PhoneVerdict> verdicts, Reviewer reviewer) {
        List<Outcome> outcomes = recorder.record(verdicts, reviewer);
        claims.release(
                reviewer.deviceId(),
                verdicts.stream()
                        .map(verdict ->
                                Claims.key(verdict.decision().reviewType().text(), verdict.productUrl()))
                        .toList());
        return outcomes;
    }

    private static Answer answer(Read read, Iterator<Outcome> outcomes) {
        return read.verdict()
                .map(verdict -> Answer.of(verdict.id().toString(), outcomes.next()))
                .orElseGet(() -> new Answer(
                        read.id(), "rejected", Problem.ofFields(read.errors()).detail(), read.errors()));
    }
}
