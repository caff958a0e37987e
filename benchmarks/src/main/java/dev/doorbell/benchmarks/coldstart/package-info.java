/** Whole processes, from the connection of the first client to its first byte. */
@NullMarked
package dev.doorbell.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
