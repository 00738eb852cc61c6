package dev.tandem.service.queue;

import dev.tandem.service.product.ListedProduct;
import dev.tandem.service.product.PicturePath;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A review as the phone shows it. What stands in {@code product_data} comes from scrapers and may lack anything; prices
 * are the texts they were, since some are {@code 695} and some {@code "$695"}.
 *
 * @param pictures where this service hands out {@code images}, in the same order
 * @param matchPictures likewise of the product that it may be
 * @param suspectedMatch for a {@code duplication} review the product it may be, as the catalog run noted it
 * @param claimed whether the device that asks holds it, and no other is shown it
 */
@Serdeable
record QueueItem(
        String productUrl,
        String reviewType,
        @Nullable String title,
        @Nullable String brand,
        @Nullable String price,
        @Nullable String originalPrice,
        @Nullable String retailer,
        @Nullable String category,
        @Nullable String clothingType,
        @Nullable String description,
        @Nullable String stockStatus,
        List<String> images,
        List<String> pictures,
        @Nullable String priority,
        @Nullable String addedAt,
        @Nullable String sourceWorkflow,
        @Nullable Object suspectedMatch,
        List<String> matchPictures,
        boolean claimed) {

    static QueueItem of(PendingReview review, boolean claimed) {
        ListedProduct product = ListedProduct.read(review.productData());
        return new QueueItem(
                review.productUrl(),
                review.reviewType(),
                product.title(),
                product.brand(),
                product.price(),
                product.originalPrice(),
                review.retailer(),
                review.category(),
                product.clothingType(),
                product.description(),
                product.stockStatus(),
                product.images(),
                PicturePath.of(review.productUrl(), product.images()),
                review.priority(),
                review.addedAt(),
                review.sourceWorkflow(),
                ListedProduct.plain(review.suspectedMatchData()),
                PicturePath.of(review.productUrl(), ListedProduct.imagesOf(review.suspectedMatchData())),
                claimed);
    }
}
