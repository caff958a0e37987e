package dev.doorbell.handover.upgrade;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations in words. */
final class Durations {
    private static final int NANO_DIGITS = 9;

    private Durations() {}

    /** {@return seconds, such as {@code 90 s} or {@code 0.2 s}} */
    static String text(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                        .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS))
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }
}
