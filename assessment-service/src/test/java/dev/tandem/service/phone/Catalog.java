package dev.tandem.service.phone;

import dev.tandem.service.TestDatabase;
import java.sql.SQLException;

/** Products that wait for a review. */
final class Catalog {
    private Catalog() {}

    /** Dresses 1, 2, 3 … in this order, each with two pictures that cannot be had. */
    static void queueDresses(TestDatabase database, int count) throws SQLException {
        for (int i = 1; i <= count; i++) {
            database.queue(
                    "https://shop.example/" + i,
                    "modesty",
                    "normal",
                    "2025-11-07 09:00:%02d".formatted(i),
                    """
                    {"title": "Dress %d", "brand": "Bardot", "price": "%d", "original_price": "%d", "clothing_type": "dress",
                     "image_urls": ["https://img.invalid/%d_1.jpg", "https://img.invalid/%d_2.jpg"]}
                    """.formatted(i, 100 + i, 150 + i, i, i));
        }
    }

    /** A suspected duplicate, before everything else. */
    static void queueDuplicate(TestDatabase database) throws SQLException {
        database.queue("https://shop.example/linen-sand", "duplication", "high", "2025-11-07 08:00:00", """
                        {"title": "Linen Wrap Dress in Sand", "brand": "Faithfull", "price": "189", "clothing_type": "dress"}
                        """)
                .run("""
                        UPDATE assessment_queue SET suspected_match_data = '{"strategy": "similar_title_price", "confidence": 0.914,
                            "url": "https://shop.example/linen", "title": "Linen Wrap Dress", "price": "$179",
                            "original_price": 199, "image_urls": ["https://img.invalid/linen.jpg"]}'
                        WHERE review_type = 'duplication'
                        """);
    }
}
