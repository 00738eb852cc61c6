package dev.tandem.service.picture;

import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForReviewers;
import dev.tandem.service.product.ProductCards;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Hands out pictures that a known product lists, and nothing else: this is no proxy for whoever asks. */
@Controller("/api/images")
@ForReviewers
@ExecuteOn(TaskExecutors.BLOCKING)
final class PicturesController {
    private final PictureSource source;
    private final ProductCards products;

    PicturesController(PictureSource source, ProductCards products) {
        this.source = source;
        this.products = products;
    }

    /**
     * A picture of a product, from where the shop has it.
     *
     * @param product the product's address
     * @param url the picture's address, as the product lists it
     * @return the picture
     */
    @Get(produces = MediaType.ALL)
    HttpResponse<byte[]> picture(@QueryValue @Nullable String product, @QueryValue @Nullable String url) {
        if (product == null || url == null) {
            throw ProblemException.field(product == null ? "product" : "url", "is missing");
        }
        if (!products.shows(product, url)) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "No known product lists this picture.");
        }
        try {
            Picture picture = source.picture(url);
            return HttpResponse.ok(picture.bytes())
                    .contentType(picture.kind().type())
                    .header(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable");
        } catch (NoPictureException e) {
            throw new ProblemException(e.status(), String.valueOf(e.getMessage()));
        }
    }
}
