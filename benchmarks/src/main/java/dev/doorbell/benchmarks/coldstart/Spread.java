package dev.doorbell.benchmarks.coldstart;

import java.util.List;

/**
 * The middle of some numbers, and how far they lie apart.
 *
 * @param lower the first quartile
 * @param median the second
 * @param upper the third
 */
public record Spread(double lower, double median, double upper) {
    /**
     * The quartiles of some values.
     *
     * @param values one or more
     * @return their quartiles
     */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
    }

    /** Between two values, their weighted mean. */
    private static double quantile(List<Double> sorted, double share) {
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
