/** The C library: its numbers on each platform, and one interface for its functions. */
@NullMarked
package dev.doorbell.descriptors.posix;

import org.jspecify.annotations.NullMarked;
