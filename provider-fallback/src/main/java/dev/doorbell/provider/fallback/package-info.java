/** Binds the listeners that no service manager passed. */
@NullMarked
package dev.doorbell.provider.fallback;

import org.jspecify.annotations.NullMarked;
