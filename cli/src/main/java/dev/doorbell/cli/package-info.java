/**
 * The command {@code doorbell}: a class for each subcommand and for each form of output. The exit status is 0 on success, 1
 * on failure, and 2 for unusable arguments.
 */
@NullMarked
package dev.doorbell.cli;

import org.jspecify.annotations.NullMarked;
