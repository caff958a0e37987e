/** Jetty 12 on listeners that Doorbell opened. */
@NullMarked
package dev.doorbell.jetty;

import org.jspecify.annotations.NullMarked;
