/** What Doorbell costs. {@code ./benchmark} runs it; no build does. */
@NullMarked
package dev.doorbell.benchmarks;

import org.jspecify.annotations.NullMarked;
