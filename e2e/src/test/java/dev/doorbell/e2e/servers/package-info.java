/** Servers of other projects, as Maven Central has them, and clients that notice each lost connection. */
@NullMarked
package dev.doorbell.e2e.servers;

import org.jspecify.annotations.NullMarked;
