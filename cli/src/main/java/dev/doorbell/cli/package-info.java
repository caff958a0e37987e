/**
 * The command {@code doorbell}: a class for each subcommand ({@code InspectCommand}, {@code RunCommand},
 * {@code UnitsCommand}) and for each form of output. {@link dev.doorbell.cli.activator} is what {@code run} does. The exit
 * status is 0 on success, 1 on failure, and 2 for unusable arguments.
 */
@NullMarked
package dev.doorbell.cli;

import org.jspecify.annotations.NullMarked;
