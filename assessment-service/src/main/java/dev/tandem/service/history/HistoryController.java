package dev.tandem.service.history;

import dev.tandem.schema.version.Timestamps;
import dev.tandem.service.http.Parameters;
import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForPeople;
import dev.tandem.service.product.ProductCards;
import dev.tandem.service.stream.ServerDatabase;
import dev.tandem.stream.history.Seen;
import dev.tandem.stream.history.SeenVersion;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.SerdeImport;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each version of a product, of its reviews and of the verdicts on it, as {@code tandem history} tells it on a laptop. */
@Controller("/api/history")
@ForPeople
@SerdeImport(SeenVersion.class)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HistoryController {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final ServerDatabase database;
    private final ProductCards cards;

    HistoryController(ServerDatabase database, ProductCards cards) {
        this.database = database;
        this.cards = cards;
    }

    /**
     * Some of what this server has seen of a product, in the order in which it saw it.
     *
     * @param next the cursor of what came after these; null on the last page
     */
    @Serdeable
    record Page(
            String url,
            @Nullable String title,
            List<SeenVersion> versions,
            @Nullable String next) {}

    /**
     * What this server has seen of a product and of the verdicts on it: who, when, and why it won or lost.
     *
     * @param url the product's address, as the database has it
     * @param limit how many versions, from 1 to 200; usually 50
     * @param cursor {@code next} of the page before this one
     * @return a page, the oldest first
     */
    @Get
    Page history(
            @QueryValue @Nullable String url,
            @QueryValue @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50") @Nullable
                    String limit,
            @QueryValue @Nullable String cursor) {
        if (url == null || url.isBlank()) {
            throw ProblemException.field("url", "must be the address of a product");
        }
        int most = (int) Parameters.number("limit", limit, 1, MOST, USUAL);
        long after = Parameters.number("cursor", cursor, 1, Long.MAX_VALUE, 0);
        List<SeenVersion> all = database.reader().read("read", sql -> Seen.of(sql, url, HistoryController::shown));
        if (all.isEmpty()) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "Nothing has been noted about a product " + url + ".");
        }
        List<SeenVersion> rest =
                all.stream().filter(version -> version.seq() > after).toList();
        List<SeenVersion> page = rest.stream().limit(most).toList();
        String next = rest.size() > most ? Long.toString(page.get(most - 1).seq()) : null;
        return new Page(url, cards.of(url).title(), page, next);
    }

    private static String shown(long micros) {
        return micros == 0 ? "an unknown time" : Timestamps.format(micros);
    }
}
