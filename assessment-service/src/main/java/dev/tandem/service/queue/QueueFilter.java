package dev.tandem.service.queue;

import dev.tandem.schema.verdict.ReviewType;
import dev.tandem.service.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** Which reviews a phone asks for; what is null lets everything through. */
record QueueFilter(
        @Nullable String retailer,
        @Nullable String category,
        @Nullable String reviewType,
        @Nullable String priority) {

    /** A filter as it stands in a request, where an empty value is as good as none. */
    static QueueFilter of(
            @Nullable String retailer,
            @Nullable String category,
            @Nullable String reviewType,
            @Nullable String priority) {
        QueueFilter filter = new QueueFilter(given(retailer), given(category), given(reviewType), given(priority));
        if (filter.reviewType != null && ReviewType.of(filter.reviewType).isEmpty()) {
            throw ProblemException.field("reviewType", "must be modesty or duplication");
        }
        return filter;
    }

    boolean matches(ReviewCount count) {
        return matches(retailer, count.retailer())
                && matches(category, count.category())
                && matches(reviewType, count.reviewType())
                && matches(priority, count.priority());
    }

    private static boolean matches(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equals(value);
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
