package dev.tandem.service.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Duration retryAfter;

    /** Ends the request with that problem. */
    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** Ends the request with that problem, and says when to ask again. */
    public ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** Ends the request with a status and a sentence. */
    public ProblemException(HttpStatus status, String detail) {
        this(Problem.of(status, detail));
    }

    /** Ends the request because of one wrong field. */
    public static ProblemException field(String field, String detail) {
        return new ProblemException(Problem.ofFields(List.of(new Problem.FieldError(field, detail))));
    }

    /** What is answered. */
    MutableHttpResponse<Problem> response() {
        MutableHttpResponse<Problem> response = problem.response();
        return retryAfter == null
                ? response
                : response.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
}
