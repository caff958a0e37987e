/** Sockets that are passed by the protocol of systemd, by any parent. */
@NullMarked
package dev.doorbell.e2e.activation;

import org.jspecify.annotations.NullMarked;
