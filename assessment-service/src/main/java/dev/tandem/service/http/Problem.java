package dev.tandem.service.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 tells it.
 *
 * @param type {@code about:blank}: the status says what kind of problem this is
 * @param title the status in words
 * @param status the HTTP status, repeated
 * @param detail what went wrong this time, and what to do about it
 * @param errors the fields of the request that are wrong, if it is they
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<FieldError> errors) {
    /** A field of the request that is wrong, and what it should be. */
    @Serdeable
    public record FieldError(String field, String detail) {}

    /** A problem whose kind is its status. */
    public static Problem of(HttpStatus status, String detail) {
        return new Problem("about:blank", status.getReason(), status.getCode(), detail, null);
    }

    /** A request with wrong fields. */
    public static Problem ofFields(List<FieldError> errors) {
        FieldError first = errors.get(0);
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new Problem(
                "about:blank",
                HttpStatus.BAD_REQUEST.getReason(),
                HttpStatus.BAD_REQUEST.getCode(),
                first.field() + ": " + first.detail() + more,
                errors);
    }

    /** The answer that carries the problem. */
    public MutableHttpResponse<Problem> response() {
        return HttpResponse.<Problem>status(HttpStatus.valueOf(status))
                .body(this)
                .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE);
    }
}
