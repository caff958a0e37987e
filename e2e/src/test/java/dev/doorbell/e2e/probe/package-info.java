/** A program that prints what the machine does of what Doorbell relies on. */
@NullMarked
package dev.doorbell.e2e.probe;

import org.jspecify.annotations.NullMarked;
