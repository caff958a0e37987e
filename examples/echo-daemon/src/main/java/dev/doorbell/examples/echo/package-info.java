/**
 * The echo daemon. {@link dev.doorbell.examples.echo.Main} opens the listeners, {@code Serving} picks a way of serving
 * for each kind of them, and there is one class for each of those ways.
 */
@NullMarked
package dev.doorbell.examples.echo;

import org.jspecify.annotations.NullMarked;
