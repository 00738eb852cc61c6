package dev.tandem.catalog;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A laptop's file that does not exist yet, without a connection. */
abstract class CatalogFixture {
    @TempDir
    Path folder;

    TestCatalog catalog = new TestCatalog(Path.of("."), TestCatalog.NO_BROKER);

    @BeforeEach
    void lookForTheFile() {
        catalog = new TestCatalog(folder.resolve("laptop").resolve("products.db"), TestCatalog.NO_BROKER);
    }

    Path feed(String text) {
        return TestCatalog.write(folder, "feed.json", text);
    }
}
