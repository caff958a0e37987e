/**
 * Raw descriptors, for programs that take them: {@link dev.doorbell.descriptors.RawDescriptors} and
 * {@link dev.doorbell.descriptors.DescriptorChecks}. The other packages of the module are for Doorbell's own modules: from
 * the number of an open descriptor to its facts, and to a JDK channel.
 *
 * <p>The JDK has no public way to make a channel of a descriptor. This module calls the JDK's own constructors in
 * {@code sun.nio.ch}, by the first of these ways that is open:
 *
 * <ol>
 *   <li>{@code sun.reflect.ReflectionFactory}, which the module {@code jdk.unsupported} keeps for serializers;
 *   <li>plain reflection, where the package is open to it ({@code --add-opens java.base/sun.nio.ch=ALL-UNNAMED}, or
 *       {@code Add-Opens} in the manifest of the program's jar);
 *   <li>JNA.
 * </ol>
 *
 * <p>{@code -Ddoorbell.access=serialization|opened|jna} forces one, for tests and for finding a fault.
 *
 * <p>The rules for descriptors that were passed:
 *
 * <ul>
 *   <li>A descriptor that was passed is never treated as absent. If it cannot be used, that is an error, or a kind of its own.
 *   <li>Nothing is acquired where everything was passed: a sandbox may refuse it. Sockets are opened only for an IPv4 one
 *       in a JVM that has IPv6, and of the UNIX family: under a connection whose path the locale cannot express, and to compare
 *       {@code LISTEN_PIDFDID}. A UDP socket is adopted as a copy.
 *   <li>A fact that only matching or a message needs is never fatal.
 *   <li>No bare errno reaches a user: a message names the descriptor and says what to do.
 * </ul>
 */
@NullMarked
package dev.doorbell.descriptors;

import org.jspecify.annotations.NullMarked;
