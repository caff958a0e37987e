/** Tests of {@code Doorbell.open}: binding, rejecting and refusing, and its cost. */
@NullMarked
package dev.doorbell.e2e.opening;

import org.jspecify.annotations.NullMarked;
