/**
 * The command {@code doorbell}: a class for each subcommand, and one for each form of what it prints. The exit status is
 * 0 where it did what it was asked for, 1 where that failed, and 2 where it was not asked for anything that it knows.
 */
@NullMarked
package dev.doorbell.cli;

import org.jspecify.annotations.NullMarked;
