/** What {@code Doorbell.open} binds, rejects and refuses, and what it loads. */
@NullMarked
package dev.doorbell.e2e.opening;

import org.jspecify.annotations.NullMarked;
