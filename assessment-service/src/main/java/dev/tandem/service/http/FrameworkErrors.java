package dev.tandem.service.http;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
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
        Optional<Problem> argument = context.getRootCause().flatMap(FrameworkErrors::ofArgument);
        if (status == HttpStatus.BAD_REQUEST && argument.isPresent()) {
            return argument.get();
        }
        List<Error> errors = context.getErrors();
        return switch (status) {
            case NOT_FOUND ->
                Problem.of(status, "There is nothing at " + context.getRequest().getPath() + ".");
            case UNSUPPORTED_MEDIA_TYPE -> Problem.of(status, "Send the body as application/json.");
            default -> errors.isEmpty() ? Problem.of(status, status.getReason()) : told(status, errors.get(0));
        };
    }

    /** What is wrong with something that a route asks for, without the words of those who wrote the framework. */
    private static Optional<Problem> ofArgument(Throwable cause) {
        if (cause instanceof UnsatisfiedBodyRouteException) {
            return Optional.of(Problem.of(HttpStatus.BAD_REQUEST, JsonBody.EMPTY));
        }
        if (cause instanceof UnsatisfiedRouteException missing) {
            return Optional.of(field(missing.getArgument(), "is missing"));
        }
        if (cause instanceof ConversionErrorException unreadable) {
            Argument<?> argument = unreadable.getArgument();
            boolean number = Number.class.isAssignableFrom(argument.getWrapperType());
            return Optional.of(field(argument, number ? "must be a whole number" : "cannot be read"));
        }
        return Optional.empty();
    }

    private static Problem field(Argument<?> argument, String detail) {
        return Problem.ofFields(List.of(new Problem.FieldError(argument.getName(), detail)));
    }

    private static Problem told(HttpStatus status, Error error) {
        Optional<String> field = error.getPath().map(path -> path.replaceFirst("^/", ""));
        if (status == HttpStatus.BAD_REQUEST && field.isPresent()) {
            return Problem.ofFields(List.of(new Problem.FieldError(field.get(), error.getMessage())));
        }
        return Problem.of(status, error.getMessage());
    }
}
