/**
 * A program's life under its service manager: {@linkplain dev.doorbell.spi.ServiceManager telling it} that the
 * program is ready, well or about to end, {@linkplain dev.doorbell.spi.DescriptorStore leaving descriptors with it}
 * across a restart, and {@linkplain dev.doorbell.lifecycle.Lifecycle ending without losing a connection}, when idle or when
 * told to. Nothing of it is loaded by a program that does not use it.
 */
@NullMarked
package dev.doorbell.lifecycle;

import org.jspecify.annotations.NullMarked;
