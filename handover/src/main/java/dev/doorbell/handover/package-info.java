/** A child process with passed descriptors: the sending side of {@code sd_listen_fds(3)}. */
@NullMarked
package dev.doorbell.handover;

import org.jspecify.annotations.NullMarked;
