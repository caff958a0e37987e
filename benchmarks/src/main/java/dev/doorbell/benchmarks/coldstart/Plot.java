package dev.doorbell.benchmarks.coldstart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;
import org.w3c.dom.Document;

/** A bar chart of the ratios, with a colour for each JDK and error bars of half the distance of the quartiles. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int MARGIN = 110;
    private static final int BAR = 22;
    private static final List<Color> COLOURS = List.of(new Color(0x4477aa), new Color(0xee6677), new Color(0x228833));

    private Plot() {}

    /** Writes it, as SVG. */
    static void write(
            Path file, String title, String value, ToDoubleFunction<Launch.Sample> of, Map<Jdk, List<Result>> all)
            throws IOException {
        DefaultStatisticalCategoryDataset ratios = new DefaultStatisticalCategoryDataset();
        all.forEach((jdk, results) -> results.forEach(result -> {
            Spread ratio = result.ratio(of);
            ratios.add(ratio.median(), (ratio.upper() - ratio.lower()) / 2, "JDK " + jdk.version(), name(result));
        }));
        JFreeChart chart = new JFreeChart(title, plot(value, ratios));
        chart.setBackgroundPaint(Color.WHITE);
        draw(chart, MARGIN + BAR * ratios.getColumnCount() * ratios.getRowCount(), file);
    }

    private static String name(Result result) {
        return result.subject().name() + " (" + result.subject().group() + ")";
    }

    private static CategoryPlot plot(String value, DefaultStatisticalCategoryDataset ratios) {
        CategoryPlot plot = new CategoryPlot(ratios, new CategoryAxis(), new NumberAxis(value), renderer());
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        plot.addRangeMarker(new ValueMarker(1, Color.BLACK, plot.getRangeGridlineStroke()));
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.4f);
        return plot;
    }

    private static StatisticalBarRenderer renderer() {
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setErrorIndicatorPaint(Color.DARK_GRAY);
        for (int series = 0; series < COLOURS.size(); series++) {
            renderer.setSeriesPaint(series, COLOURS.get(series));
        }
        return renderer;
    }

    private static void draw(JFreeChart chart, int height, Path file) throws IOException {
        SVGGraphics2D graphics = new SVGGraphics2D(emptyDocument());
        graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        try (Writer out = Files.newBufferedWriter(file)) {
            graphics.stream(out, true);
        }
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
