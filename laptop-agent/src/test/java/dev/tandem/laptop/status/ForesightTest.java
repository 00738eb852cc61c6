package dev.tandem.laptop.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.laptop.BrokerTest;
import dev.tandem.laptop.Database;
import dev.tandem.laptop.Server;
import dev.tandem.laptop.Verb;
import dev.tandem.schema.verdict.Decision;
import dev.tandem.stream.adopt.SchemaGrowth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What status announces is what sync then does. */
class ForesightTest extends BrokerTest {
    private static final int ROUNDS = Integer.getInteger("tandem.rounds", 10);
    private static final List<Decision> DECISIONS =
            List.of(Decision.MODEST, Decision.NOT_MODEST, Decision.MODERATELY_MODEST);

    @Test
    void status_announces_what_sync_then_does() {
        long seed = Long.getLong("tandem.seed", System.nanoTime());
        Random random = new Random(seed);
        Database laptop = Database.tiny(folder.resolve("products.db"));
        laptop.run("CREATE TABLE catalog_products (catalog_url TEXT, retailer TEXT DEFAULT 'r', category TEXT"
                + " DEFAULT 'c', discovered_date TEXT DEFAULT 'd', title)");
        laptop.run("INSERT INTO catalog_products (catalog_url) VALUES ('a'), ('b'), ('b'), ('c')");
        laptop.run("CREATE TABLE catalog_monitoring_runs (run_id TEXT UNIQUE, run_type TEXT, retailer TEXT)");
        assertThat(Verb.run("adopt", laptop.toString()).exitCode()).isZero();
        try (Server server = Server.create(folder.resolve("server.db"), kafka())) {
            for (String table : List.of("catalog_products", "catalog_monitoring_runs")) {
                SchemaGrowth.requireFurther(server.file(), table, () -> {});
            }
            server.start();
            verb(laptop, "sync", "--yes", "--json").json(0);
            server.stop();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    something(random, laptop, server);
                }
                announced(laptop, "seed " + seed + ", round " + round);
                if (random.nextInt(3) == 0) {
                    server.start();
                    verb(laptop, "sync", "--yes", "--json").json();
                    server.stop();
                }
            }
        }
    }

    private static void announced(Database laptop, String where) {
        String before = laptop.checksum();
        JsonNode said = verb(laptop, "status", "--json").json();
        assertThat(laptop.checksum()).as(where).isEqualTo(before);
        JsonNode done = verb(laptop, "sync", "--yes", "--json", "--pull-only").json();

        JsonNode incoming = said.path("incoming");
        String unsent = laptop.one("SELECT count(*) FROM tandem_outbox WHERE topic = 'CHANGES'");
        assertThat(List.of(
                        done.path("applied").asLong(),
                        done.path("superseded").asLong(),
                        done.path("conflicts").asLong(),
                        done.path("confirmed").asLong(),
                        Long.parseLong(unsent)))
                .as("applied, superseded, conflicts, confirmed, unsent in %s, which said %s", where, said)
                .containsExactly(
                        incoming.path("wouldApply").asLong(),
                        incoming.path("wouldSupersede").asLong(),
                        incoming.path("wouldConflict").asLong(),
                        incoming.path("wouldConfirm").asLong(),
                        said.path("outgoing").path("rows").asLong());
    }

    private static void adopt(Database laptop, String... further) {
        List<String> args = new ArrayList<>(List.of("adopt", laptop.toString(), "--json"));
        args.addAll(List.of("--bootstrap-servers", kafka().bootstrapServers()));
        args.addAll(List.of(further));
        Verb.run(args.toArray(String[]::new)).json(0);
    }

    private static void something(Random random, Database laptop, Server server) {
        String url = "https://a.example/" + (1 + random.nextInt(4));
        String where = " WHERE url = '" + url + "'";
        String at = "2026-01-0" + (1 + random.nextInt(5)) + " 10:00:00";
        String row = " WHERE rowid = (SELECT rowid FROM catalog_products ORDER BY abs(rowid - 3) LIMIT 1)";
        String run = "('run " + random.nextInt(3) + "', 'daily', 'shop " + random.nextInt(3) + "')";
        switch (random.nextInt(15)) {
            case 8 -> laptop.run("UPDATE catalog_products SET title = 'mine " + random.nextInt(3) + "'" + row);
            case 9 -> server.script("UPDATE catalog_products SET title = 'theirs " + random.nextInt(3) + "'" + row);
            case 10 -> laptop.run("DELETE FROM catalog_products" + row);
            case 11 -> laptop.run("INSERT INTO catalog_products (catalog_url) VALUES ('new')");
            case 12 ->
                laptop.run("INSERT OR REPLACE INTO catalog_monitoring_runs (run_id, run_type, retailer) VALUES " + run);
            case 13 ->
                server.script(
                        "INSERT OR REPLACE INTO catalog_monitoring_runs (run_id, run_type, retailer) VALUES " + run);
            case 14 -> {
                adopt(laptop, "--undo", "--yes");
                adopt(laptop);
            }
            case 0 -> laptop.run("UPDATE products SET price = " + random.nextInt(100) + where);
            case 1 -> server.script("UPDATE products SET price = " + random.nextInt(100) + where);
            case 2 -> laptop.run("DELETE FROM products" + where);
            case 3 -> server.script("DELETE FROM products" + where);
            case 4 -> laptop.run("INSERT OR REPLACE INTO products (url, title) VALUES ('" + url + "', 'Replaced')");
            case 5 ->
                laptop.run("UPDATE products SET modesty_status = 'not_modest', assessed_at = '" + at + "'" + where);
            case 6 -> {
                laptop.run("DROP TRIGGER IF EXISTS tandem_products_updated");
                laptop.run("UPDATE products SET title = 'Unnoticed " + random.nextInt(100) + "'" + where);
            }
            default -> server.verdict(url, DECISIONS.get(random.nextInt(DECISIONS.size())), at);
        }
    }
}
