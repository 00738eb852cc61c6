package dev.tandem.service.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Tells the errors that Micronaut itself finds (no such route, wrong method, unreadable parameter, body too large) as
 * problems. What went wrong inside is logged there and stays inside.
 */
@Singleton
final class FrameworkErrors implements ErrorResponseProcessor<Problem> {
    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        return response.body(problem(HttpStatus.valueOf(response.code()), context))
                .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE);
    }

    private static Problem problem(HttpStatus status, ErrorContext context) {
        if (status.getCode() >= 500) {
            return Problem.of(status, "Something went wrong inside the service; nothing was kept of this request.");
        }
        List<Error> errors = context.getErrors();
        return switch (status) {
            case NOT_FOUND ->
                Problem.of(status, "There is nothing at " + context.getRequest().getPath() + ".");
            case UNSUPPORTED_MEDIA_TYPE -> Problem.of(status, "Send the body as application/json.");
            default -> errors.isEmpty() ? Problem.of(status, status.getReason()) : told(status, errors.get(0));
        };
    }

    private static Problem told(HttpStatus status, Error error) {
        Optional<String> field = error.getPath().map(path -> path.replaceFirst("^/", ""));
        if (status == HttpStatus.BAD_REQUEST && field.isPresent()) {
            return Problem.ofFields(List.of(new Problem.FieldError(field.get(), error.getMessage())));
        }
        return Problem.of(status, error.getMessage());
    }
}
