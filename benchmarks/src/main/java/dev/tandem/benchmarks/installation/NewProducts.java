package dev.tandem.benchmarks.installation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Products of which nothing is like another.
 *
 * @param round no two rounds have one in common
 */
record NewProducts(long seed, int round, int count) {
    private static final int NAME = 24;

    /** What all their addresses begin with, and no others. */
    String addresses() {
        return "https://new.example/products/" + round + "/";
    }

    /** Writes a feed of them. */
    Path feed(Path folder) throws IOException {
        Path feed = folder.resolve("feed-" + round + ".jsonl");
        JsonMapper json = new JsonMapper();
        Random random = new Random(seed + round);
        try (BufferedWriter out = Files.newBufferedWriter(feed)) {
            for (int i = 0; i < count; i++) {
                ObjectNode product = json.createObjectNode();
                product.put("url", addresses() + i)
                        .put("title", name(random))
                        .put("price", 20 + random.nextInt(880))
                        .put("product_code", round + "-" + i);
                product.putArray("image_urls").add(addresses() + i + ".jpg");
                out.write(json.writeValueAsString(product));
                out.newLine();
            }
        }
        return feed;
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < NAME; i++) {
            name.append(i % 8 == 7 ? ' ' : (char) ('a' + random.nextInt(26)));
        }
        return name.toString();
    }
}
