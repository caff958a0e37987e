/**
 * The channels and binders of the kinds that the JDK does not have or does not make of a descriptor: UNIX sockets, FIFOs,
 * special files, netlink and message queues.
 */
@NullMarked
package dev.doorbell.descriptors.kinds;

import org.jspecify.annotations.NullMarked;
