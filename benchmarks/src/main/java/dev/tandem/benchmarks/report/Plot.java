package dev.tandem.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Ratios of a benchmark beside their goals, as a picture. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    private Plot() {}

    static boolean isPlottable(Result result) {
        return result.value() != null && result.reference() != null;
    }

    static void write(Path file, String benchmark, List<Result> results) throws IOException {
        List<Result> shown = results.stream().filter(Plot::isPlottable).toList();
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(benchmark + ": ratio to the reference")
                .yAxisTitle("ratio")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setXAxisLabelRotation(20);
        chart.getStyler().setYAxisMin(0.0);
        chart.addSeries(
                "measured",
                shown.stream().map(Result::measure).toList(),
                shown.stream()
                        .map(r -> Objects.requireNonNull(r.reference()).ratio().median())
                        .toList());
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
