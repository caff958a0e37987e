package dev.doorbell.benchmarks.coldstart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of a program.
 *
 * @param subject the program
 * @param samples one of each round
 * @param base those of the program that it is compared with, of the same rounds
 * @param counts its counts
 * @param baseCounts those of the program that it is compared with
 */
record Result(
        Subject subject, List<Launch.Sample> samples, List<Launch.Sample> base, Counts counts, Counts baseCounts) {
    Spread spread(ToDoubleFunction<Launch.Sample> of) {
        return Spread.of(samples.stream().mapToDouble(of).boxed().toList());
    }

    /** The ratios to the base of the same round: what slows the machine slows both. */
    Spread ratio(ToDoubleFunction<Launch.Sample> of) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < samples.size(); round++) {
            ratios.add(of.applyAsDouble(samples.get(round)) / of.applyAsDouble(base.get(round)));
        }
        return Spread.of(ratios);
    }
}
