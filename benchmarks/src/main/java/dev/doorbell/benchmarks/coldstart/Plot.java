package dev.doorbell.benchmarks.coldstart;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The ratios of all programs, a colour for each JDK. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int MARGIN = 140;
    private static final int BAR = 26;
    private static final Color[] COLOURS = {new Color(0x4477aa), new Color(0xee6677), new Color(0x228833)};

    private Plot() {}

    /** Writes it, as SVG. */
    static void write(Path file, String title, Map<Jdk, List<Result>> all) throws IOException {
        int bars = all.values().stream().mapToInt(List::size).sum();
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(MARGIN + BAR * bars)
                .title(title)
                .xAxisTitle("times the plain JVM's first byte, median")
                .build();
        chart.getStyler().setSeriesColors(COLOURS);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setXAxisDecimalPattern("0.00");
        all.forEach((jdk, results) -> addSeries(chart, jdk, results));
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }

    /** The first bar is the lowest. */
    private static void addSeries(HorizontalBarChart chart, Jdk jdk, List<Result> results) {
        List<Double> ratios = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Result result : results) {
            ratios.add(result.ratio(Sample::firstByte).median());
            names.add(result.subject().name() + " (" + result.subject().family() + ")");
        }
        Collections.reverse(ratios);
        Collections.reverse(names);
        chart.addSeries("JDK " + jdk.version(), ratios, names);
    }
}
