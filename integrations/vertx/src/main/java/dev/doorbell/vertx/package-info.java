/** Vert.x 5 on the listeners that the service manager passed, or that Doorbell bound. */
@NullMarked
package dev.doorbell.vertx;

import org.jspecify.annotations.NullMarked;
