/** UNIX sockets: binders, channels, addresses, and the steps of the JDK's accept. */
@NullMarked
package dev.doorbell.descriptors.unix;

import org.jspecify.annotations.NullMarked;
