/**
 * The C library: its numbers on each platform, one interface for its functions, and the files of {@code proc(5)} and
 * {@code fd(4)}.
 */
@NullMarked
package dev.doorbell.descriptors.posix;

import org.jspecify.annotations.NullMarked;
