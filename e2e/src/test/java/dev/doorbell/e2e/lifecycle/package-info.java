/** Programs from their start to their exit: readiness, reload, idle exit, shutdown and the descriptor store. */
@NullMarked
package dev.doorbell.e2e.lifecycle;

import org.jspecify.annotations.NullMarked;
