package dev.tandem.service.overview;

import dev.tandem.service.http.Parameters;
import dev.tandem.service.openapi.ForOwner;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the owner sees of both sides, in one answer. */
@Controller("/api/owner/overview")
@ForOwner
@ExecuteOn(TaskExecutors.BLOCKING)
final class OverviewController {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366;

    private final Overviews overviews;

    OverviewController(Overviews overviews) {
        this.overviews = overviews;
    }

    /**
     * What waits, what was decided, which laptops come, and what could not be applied.
     *
     * @param days how many days of verdicts, from 1 to 366, the last of which is today; usually 30
     * @param zone the place whose days are meant, such as {@code Europe/Berlin}; usually the server's
     * @return all of it
     */
    @Get
    Overview overview(
            @QueryValue @Schema(type = "integer", minimum = "1", maximum = "366", defaultValue = "30") @Nullable
                    String days,
            @QueryValue @Nullable String zone) {
        return overviews.of((int) Parameters.number("days", days, 1, MOST_DAYS, USUAL_DAYS), Parameters.zone(zone));
    }
}
