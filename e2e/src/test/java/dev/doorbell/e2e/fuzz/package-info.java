/** Random hand-overs. */
@NullMarked
package dev.doorbell.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
