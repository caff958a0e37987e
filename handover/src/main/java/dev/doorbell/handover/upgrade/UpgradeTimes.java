package dev.doorbell.handover.upgrade;

import java.time.Duration;

/**
 * The time limits of an upgrade.
 *
 * @param ready how long the next generation may take until it is ready; {@code EXTEND_TIMEOUT_USEC} extends it
 * @param settle how long it then has to stay alive, until the old generation is stopped
 * @param stop how long the old generation may take to end, until it is killed; {@code EXTEND_TIMEOUT_USEC} extends it
 */
public record UpgradeTimes(Duration ready, Duration settle, Duration stop) {
    /** 90 s as {@code TimeoutStartSec=} and {@code TimeoutStopSec=} of {@code systemd.service(5)} have it, and 1 s to settle. */
    public static final UpgradeTimes DEFAULT =
            new UpgradeTimes(Duration.ofSeconds(90), Duration.ofSeconds(1), Duration.ofSeconds(90));
}
