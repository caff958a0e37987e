/** Units that {@code doorbell units} writes, under a real systemd. */
@NullMarked
package dev.doorbell.e2e.units;

import org.jspecify.annotations.NullMarked;
