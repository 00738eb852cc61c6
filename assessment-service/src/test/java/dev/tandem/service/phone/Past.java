package dev.tandem.service.phone;

import dev.tandem.service.TestDatabase;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A month of work, as a laptop's script might have written it. */
final class Past {
    private static final int DAYS = 30;

    private Past() {}

    static void fill(TestDatabase database) throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        int product = 0;
        for (int day = 1; day <= DAYS; day++) {
            int approved = day % 7 == 0 ? 0 : 6 + day * 7 % 11;
            for (int i = 0; i < approved + approved / 3; i++) {
                boolean modest = i < approved;
                database.run(
                        """
                        INSERT INTO products (url, title, modesty_status, lifecycle_stage, assessment_status, assessed_at)
                        VALUES (?, 'Dress', ?, ?, 'assessed', ?)
                        """,
                        "https://shop.example/past/" + product++,
                        modest ? "modest" : "not_modest",
                        modest ? "assessed_approved" : "assessed_rejected",
                        today.minusDays(day) + " 10:00:00");
            }
        }
        String[] shops = {"Revolve", "Reformation", "Sézane", "Aritzia"};
        for (int i = 0; i < 46; i++) {
            database.run(
                    """
                    INSERT INTO assessment_queue (product_url, retailer, category, review_type, priority, product_data)
                    VALUES (?, ?, 'dresses', ?, ?, '{}')
                    """,
                    "https://shop.example/waiting/" + i,
                    shops[i * i % 7 % shops.length],
                    i % 5 == 0 ? "duplication" : "modesty",
                    i % 9 == 0 ? "high" : "normal");
        }
        database.run("""
                INSERT INTO assessment_queue (product_url, retailer, category, review_type, product_data)
                VALUES ('https://shop.example/contested', 'Revolve', 'dresses', 'modesty', '{"title": "Kira Midi Dress in Olive"}')
                """);
    }
}
