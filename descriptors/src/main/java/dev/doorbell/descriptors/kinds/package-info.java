/**
 * Channels of FIFOs, special files, netlink sockets, message queues and regular files, and the binders of those that can be
 * bound.
 */
@NullMarked
package dev.doorbell.descriptors.kinds;

import org.jspecify.annotations.NullMarked;
