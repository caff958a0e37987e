/**
 * A web server to copy. {@link dev.doorbell.examples.http.Main} opens the listeners, {@code WebServer} runs Jetty on
 * them, and {@code Site} is the content, which a copy replaces.
 */
@NullMarked
package dev.doorbell.examples.http;

import org.jspecify.annotations.NullMarked;
