/** Reactor Netty, also below Spring WebFlux, on the listeners that the service manager passed, or that Doorbell bound. */
@NullMarked
package dev.doorbell.reactor.netty;

import org.jspecify.annotations.NullMarked;
