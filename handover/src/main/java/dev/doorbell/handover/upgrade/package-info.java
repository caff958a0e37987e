/**
 * The generations of a program, for Doorbell's own modules: a {@link dev.doorbell.handover.upgrade.Generation} is one process
 * with a {@code NOTIFY_SOCKET} of its own, which is started beside the one that serves, and takes over when it is ready.
 */
@NullMarked
package dev.doorbell.handover.upgrade;

import org.jspecify.annotations.NullMarked;
