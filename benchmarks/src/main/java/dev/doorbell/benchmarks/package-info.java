/** Benchmarks of Doorbell's costs. {@code ./benchmark} runs them; no build does. */
@NullMarked
package dev.doorbell.benchmarks;

import org.jspecify.annotations.NullMarked;
