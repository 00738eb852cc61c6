package dev.tandem.service.product;

import dev.tandem.service.access.Reviewer;
import dev.tandem.service.http.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One product, with its assessment and its reviews. */
@Controller("/api/products")
@Secured(Reviewer.ROLE)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProductsController {
    private final KnownProducts products;

    ProductsController(KnownProducts products) {
        this.products = products;
    }

    @Get
    Map<String, @Nullable Object> product(@QueryValue @Nullable String url) {
        if (url == null || url.isBlank()) {
            throw ProblemException.field("url", "must be the address of a product");
        }
        return products.find(url)
                .orElseThrow(
                        () -> new ProblemException(HttpStatus.NOT_FOUND, "No product has the address " + url + "."));
    }
}
