/** Channels and binders of the kinds that the JDK does not have: FIFOs, special files, netlink and message queues. */
@NullMarked
package dev.doorbell.descriptors.kinds;

import org.jspecify.annotations.NullMarked;
