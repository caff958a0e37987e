/**
 * The activator of {@code doorbell run}: binds listeners and starts a program on the first connection, as a service
 * manager does.
 *
 * <p>An {@link dev.doorbell.cli.activator.Activation} says what. A
 * {@link dev.doorbell.cli.activator.ListenerActivator} passes the listeners to one program at a time ({@code Accept=no} of
 * systemd), a {@link dev.doorbell.cli.activator.ConnectionActivator} each connection to a program of its own
 * ({@code Accept=yes}). {@link dev.doorbell.cli.activator.Children} are the programs that run, and who signals are for.
 */
@NullMarked
package dev.doorbell.cli.activator;

import org.jspecify.annotations.NullMarked;
