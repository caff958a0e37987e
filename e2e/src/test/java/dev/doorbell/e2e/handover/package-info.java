/** Descriptors that a program passes to its child. */
@NullMarked
package dev.doorbell.e2e.handover;

import org.jspecify.annotations.NullMarked;
