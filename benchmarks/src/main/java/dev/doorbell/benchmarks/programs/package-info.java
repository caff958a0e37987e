/**
 * The programs whose start is measured: each comes to its listener in another way, answers one client, and ends. They use
 * nothing else of the JDK, so that what is measured is the way.
 */
@NullMarked
package dev.doorbell.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
