/**
 * The activator of {@code doorbell run}: it binds listeners and starts a program on the first connection, as a service
 * manager does.
 *
 * <p>An {@link dev.doorbell.cli.activator.Activation} is its configuration. The engine is in
 * {@code dev.doorbell.handover.activation}; here are what it binds, its log, and the signals that the programs receive.
 */
@NullMarked
package dev.doorbell.cli.activator;

import org.jspecify.annotations.NullMarked;
