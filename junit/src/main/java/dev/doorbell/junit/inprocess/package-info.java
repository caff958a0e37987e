/**
 * Listeners for code in the JVM of the test: a {@link dev.doorbell.spi.ListenerProvider} that has those of a
 * {@link dev.doorbell.junit.inprocess.Scope}, in the threads that have its class loader as context class loader.
 */
@NullMarked
package dev.doorbell.junit.inprocess;

import org.jspecify.annotations.NullMarked;
