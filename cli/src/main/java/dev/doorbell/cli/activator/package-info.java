/**
 * The activator of {@code doorbell run}: it binds listeners and starts a program on the first connection, as a service
 * manager does.
 *
 * <p>An {@link dev.doorbell.cli.activator.Activation} is its configuration. A
 * {@link dev.doorbell.cli.activator.ListenerActivator} passes the listeners to one program at a time ({@code Accept=no} of
 * systemd), a {@link dev.doorbell.cli.activator.ConnectionActivator} each connection to its own program
 * ({@code Accept=yes}). A {@link dev.doorbell.cli.activator.Program} is what is started, and
 * {@code Launcher} starts it. {@link dev.doorbell.cli.activator.Children} are the running programs, which receive the signals.
 */
@NullMarked
package dev.doorbell.cli.activator;

import org.jspecify.annotations.NullMarked;
