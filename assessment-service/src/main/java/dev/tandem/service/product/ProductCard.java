package dev.tandem.service.product;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** As much of a product as a list shows of it. */
public record ProductCard(
        @Nullable String title,
        @Nullable String price,
        @Nullable String retailer,
        List<String> images) {}
