/** Sockets that any parent passes by systemd's protocol. */
@NullMarked
package dev.doorbell.e2e.activation;

import org.jspecify.annotations.NullMarked;
