/**
 * The C library: its numbers on each platform ({@link dev.doorbell.descriptors.posix.CNumber},
 * {@link dev.doorbell.descriptors.posix.Errno}), and the interfaces for its functions
 * ({@link dev.doorbell.descriptors.posix.LibC}, and {@code MessageQueueLibrary}, which may be a library of its own); the
 * clock, the terminal, and text in the bytes of the system.
 */
@NullMarked
package dev.doorbell.descriptors.posix;

import org.jspecify.annotations.NullMarked;
