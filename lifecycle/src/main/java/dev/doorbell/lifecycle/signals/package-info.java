/** Signals of the operating system, for lifecycles and for the command {@code doorbell}. */
@NullMarked
package dev.doorbell.lifecycle.signals;

import org.jspecify.annotations.NullMarked;
