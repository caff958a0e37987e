/** A program that prints the facts about the machine that Doorbell relies on. */
@NullMarked
package dev.doorbell.e2e.probe;

import org.jspecify.annotations.NullMarked;
