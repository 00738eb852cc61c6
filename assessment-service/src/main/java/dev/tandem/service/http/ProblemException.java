package dev.tandem.service.http;

import io.micronaut.http.HttpStatus;
import java.util.List;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends the request with that problem. */
    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
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
    public Problem problem() {
        return problem;
    }
}
