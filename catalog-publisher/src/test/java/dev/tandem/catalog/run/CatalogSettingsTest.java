package dev.tandem.catalog.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.catalog.match.Thresholds;
import dev.tandem.cli.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogSettingsTest {
    @Test
    void thresholds_are_settings_in_percent() {
        assertThat(CatalogSettings.thresholds(Settings.of(Map.of(), Map.of(), List.of(), CatalogSettings.ALL)))
                .isEqualTo(new Thresholds(0.85, 0.90, 0.10));
        Map<String, String> given = Map.of("TANDEM_CATALOG_SIMILAR_TITLE", "70", "TANDEM_CATALOG_CLOSE_PRICE", "25");
        assertThat(CatalogSettings.thresholds(Settings.of(Map.of(), given, List.of(), CatalogSettings.ALL)))
                .isEqualTo(new Thresholds(0.70, 0.90, 0.25));
    }
}
