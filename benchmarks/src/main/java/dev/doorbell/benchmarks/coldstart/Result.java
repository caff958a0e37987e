package dev.doorbell.benchmarks.coldstart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of a program.
 *
 * @param subject the program
 * @param samples one of each round
 * @param plain those of the plain JVM of its family, of the same rounds
 * @param counts its counts
 * @param plainCounts those of the plain JVM
 */
record Result(Subject subject, List<Sample> samples, List<Sample> plain, Counts counts, Counts plainCounts) {
    Spread spread(ToDoubleFunction<Sample> of) {
        return Spread.of(samples.stream().mapToDouble(of).boxed().toList());
    }

    /** How many times what the plain JVM of the same round took: what slows the machine down slows both. */
    Spread ratio(ToDoubleFunction<Sample> of) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < samples.size(); round++) {
            ratios.add(of.applyAsDouble(samples.get(round)) / of.applyAsDouble(plain.get(round)));
        }
        return Spread.of(ratios);
    }
}
