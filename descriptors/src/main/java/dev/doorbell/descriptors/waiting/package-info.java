/** Waits on descriptors with the JDK's selectors, and the deadline of a wait. */
@NullMarked
package dev.doorbell.descriptors.waiting;

import org.jspecify.annotations.NullMarked;
