package dev.tandem.service.product;

import dev.tandem.service.http.ProblemException;
import dev.tandem.service.openapi.ForReviewers;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One product, with its assessment and its reviews. */
@Controller("/api/products")
@ForReviewers
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProductsController {
    private final KnownProducts products;
    private final ProductCards cards;

    ProductsController(KnownProducts products, ProductCards cards) {
        this.products = products;
        this.cards = cards;
    }

    /**
     * A product: its columns in camel case as the database has them, its pictures, and its reviews.
     *
     * @param url the product's address, as the database has it
     * @return the columns that are known, with {@code images}, {@code pictures} and {@code reviews}
     */
    @Get
    Map<String, @Nullable Object> product(@QueryValue @Nullable String url) {
        if (url == null || url.isBlank()) {
            throw ProblemException.field("url", "must be the address of a product");
        }
        Map<String, @Nullable Object> product = products.find(url)
                .orElseThrow(
                        () -> new ProblemException(HttpStatus.NOT_FOUND, "No product has the address " + url + "."));
        product.put("pictures", PicturePath.of(url, cards.of(url).images()));
        return product;
    }
}
