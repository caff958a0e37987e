/**
 * The engine of an activator, for Doorbell's own modules: it waits on listeners and starts a program for what arrives, as a
 * service manager does. {@code doorbell run} and the test kit are on it.
 *
 * <p>A {@link dev.doorbell.handover.activation.ListenerActivator} passes the listeners to one program at a time
 * ({@code Accept=no} of systemd), a {@link dev.doorbell.handover.activation.ConnectionActivator} each connection to its own
 * program ({@code Accept=yes}). A {@link dev.doorbell.handover.activation.Program} is what is started, and a
 * {@link dev.doorbell.handover.activation.Launcher} starts it. {@link dev.doorbell.handover.activation.Children} are the
 * running programs, {@link dev.doorbell.handover.activation.ActivationEvents} what their owner is told.
 */
@NullMarked
package dev.doorbell.handover.activation;

import org.jspecify.annotations.NullMarked;
