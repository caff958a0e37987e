/** Listeners of each kind, bound and inherited, by each way into the JDK. */
@NullMarked
package dev.doorbell.e2e.kinds;

import org.jspecify.annotations.NullMarked;
