/** UNIX sockets: binders, addresses and datagrams. The JDK's own channels of them are in {@link dev.doorbell.descriptors.jdk}. */
@NullMarked
package dev.doorbell.descriptors.unix;

import org.jspecify.annotations.NullMarked;
