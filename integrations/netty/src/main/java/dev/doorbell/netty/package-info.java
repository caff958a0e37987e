/**
 * Netty 4.1 and 4.2 on the listeners that the service manager passed, or that Doorbell bound: {@link
 * dev.doorbell.netty.NettyIntake} opens the channels and pauses them for the lifecycle, and {@link
 * dev.doorbell.netty.HttpKeepAlive} ends the connections of HTTP/1.1 clients that keep them open. Every framework on Netty
 * that takes a channel factory can use it.
 */
@NullMarked
package dev.doorbell.netty;

import org.jspecify.annotations.NullMarked;
