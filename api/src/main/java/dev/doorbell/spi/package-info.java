/**
 * What a provider of listeners implements: {@link dev.doorbell.spi.ListenerProvider} is found by
 * {@link java.util.ServiceLoader}, looks at a {@link dev.doorbell.spi.ProcessContext}, and opens a
 * {@link dev.doorbell.spi.ListenerSource} that claims listeners for specs.
 */
@NullMarked
package dev.doorbell.spi;

import org.jspecify.annotations.NullMarked;
