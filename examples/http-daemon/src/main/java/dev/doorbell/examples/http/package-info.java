/**
 * A web server to copy. {@link dev.doorbell.examples.http.Main} opens the listeners, {@code WebServer} puts Jetty on
 * them, and {@code Site} is what it serves: the part to replace with something of one's own.
 */
@NullMarked
package dev.doorbell.examples.http;

import org.jspecify.annotations.NullMarked;
