/** Programs as services of a real systemd. */
@NullMarked
package dev.doorbell.e2e.systemd;

import org.jspecify.annotations.NullMarked;
