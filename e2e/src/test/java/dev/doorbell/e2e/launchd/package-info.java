/** Programs as jobs of launchd's stand-in. */
@NullMarked
package dev.doorbell.e2e.launchd;

import org.jspecify.annotations.NullMarked;
