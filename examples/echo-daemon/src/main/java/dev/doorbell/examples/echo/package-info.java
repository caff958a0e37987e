/**
 * The echo daemon. {@link dev.doorbell.examples.echo.Main} opens the listeners, and {@code Serving} starts a
 * {@code ListenerLoop} for each of them, in the way of its kind.
 */
@NullMarked
package dev.doorbell.examples.echo;

import org.jspecify.annotations.NullMarked;
