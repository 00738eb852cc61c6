package dev.tandem.benchmarks.report;

import dev.tandem.benchmarks.report.Plot.Row;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.DoubleStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A {@link Plot} as SVG: a line from the least to the greatest, a dot at the median, a bar at the goal. Its text stays text, so
 * that it can be read, found and compared.
 */
final class SvgPlot {
    private static final int WIDTH = 960;
    private static final int LEFT = 390;
    private static final int RIGHT = 880;
    private static final int TOP = 56;
    private static final int ROW = 26;
    private static final int BELOW = 54;
    private static final String INK = "#24292f";
    private static final String FAINT = "#d0d7de";
    private static final String MEASURED = "#1f6feb";
    private static final String GOAL = "#c2410c";

    private final XMLStreamWriter svg;
    private final Plot plot;
    private final Axis axis;

    private SvgPlot(XMLStreamWriter svg, Plot plot) {
        this.svg = svg;
        this.plot = plot;
        this.axis =
                Axis.over(plot.rows().stream().flatMapToDouble(SvgPlot::numbers).toArray());
    }

    private static DoubleStream numbers(Row row) {
        DoubleStream measured = DoubleStream.of(row.spread().min(), row.spread().max());
        Double goal = row.goal();
        return goal == null ? measured : DoubleStream.concat(measured, DoubleStream.of(goal));
    }

    static void write(Path file, String benchmark, Plot plot) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            XMLStreamWriter svg = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            new SvgPlot(svg, plot).draw(benchmark);
            svg.close();
            out.write("\n");
        } catch (XMLStreamException e) {
            throw new IOException("could not write " + file, e);
        }
    }

    private void draw(String benchmark) throws XMLStreamException {
        int bottom = TOP + ROW * plot.rows().size();
        svg.writeStartElement("svg");
        svg.writeDefaultNamespace("http://www.w3.org/2000/svg");
        svg.writeAttribute("viewBox", "0 0 " + WIDTH + " " + (bottom + BELOW));
        svg.writeAttribute("font-family", "system-ui, sans-serif");
        svg.writeAttribute("font-size", "12");
        element("rect", "width", WIDTH, "height", bottom + BELOW, "fill", "#ffffff");
        text(LEFT, 28, "start", "bold", benchmark + ", " + plot.what());
        for (double mark : axis.marks()) {
            line(x(mark), TOP - 8, x(mark), bottom, FAINT, 1);
            text(x(mark), bottom + 18, "middle", "normal", inShort(mark));
        }
        for (int i = 0; i < plot.rows().size(); i++) {
            row(plot.rows().get(i), TOP + ROW * i + ROW / 2.0 - 4);
        }
        legend(bottom + 40);
        svg.writeEndElement();
    }

    private void row(Row row, double y) throws XMLStreamException {
        Spread spread = row.spread();
        text(LEFT - 14, y + 4, "end", "normal", row.measure());
        line(x(spread.min()), y, x(spread.max()), y, MEASURED, 2);
        Double goal = row.goal();
        if (goal != null) {
            line(x(goal), y - 9, x(goal), y + 9, GOAL, 3);
        }
        element("circle", "cx", round(x(spread.median())), "cy", round(y), "r", 5, "fill", MEASURED);
        text(RIGHT + 12, y + 4, "start", "normal", Result.number(spread.median(), ""));
    }

    private void legend(double y) throws XMLStreamException {
        line(LEFT, y - 4, LEFT + 30, y - 4, MEASURED, 2);
        element("circle", "cx", LEFT + 15, "cy", round(y - 4), "r", 5, "fill", MEASURED);
        text(LEFT + 40, y, "start", "normal", "median, least and greatest");
        if (plot.rows().stream().anyMatch(row -> row.goal() != null)) {
            line(LEFT + 250, y - 13, LEFT + 250, y + 5, GOAL, 3);
            text(LEFT + 262, y, "start", "normal", "goal");
        }
    }

    private double x(double number) {
        return LEFT + (RIGHT - LEFT) * axis.at(number);
    }

    private void line(double x1, double y1, double x2, double y2, String color, int width) throws XMLStreamException {
        element(
                "line",
                "x1",
                round(x1),
                "y1",
                round(y1),
                "x2",
                round(x2),
                "y2",
                round(y2),
                "stroke",
                color,
                "stroke-width",
                width);
    }

    private void text(double x, double y, String anchor, String weight, String text) throws XMLStreamException {
        svg.writeStartElement("text");
        attributes("x", round(x), "y", round(y), "text-anchor", anchor, "font-weight", weight, "fill", INK);
        svg.writeCharacters(text);
        svg.writeEndElement();
    }

    private void element(String name, Object... attributes) throws XMLStreamException {
        svg.writeEmptyElement(name);
        attributes(attributes);
    }

    /** Names and values in turn. */
    private void attributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            svg.writeAttribute(attributes[i].toString(), attributes[i + 1].toString());
        }
    }

    private static String round(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String inShort(double mark) {
        return String.format(Locale.ROOT, "%.6f", mark).replaceAll("\\.?0+$", "");
    }
}
