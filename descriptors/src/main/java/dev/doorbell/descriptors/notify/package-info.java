/** Datagrams to a service manager, with descriptors. */
@NullMarked
package dev.doorbell.descriptors.notify;

import org.jspecify.annotations.NullMarked;
