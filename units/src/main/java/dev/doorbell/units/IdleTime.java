package dev.doorbell.units;

import dev.doorbell.lifecycle.Lifecycle;
import java.math.BigDecimal;
import java.time.Duration;

/** How the program learns when to end, and how long an end may take. */
final class IdleTime {
    static final String VARIABLE = Lifecycle.IDLE_EXIT;

    /** In seconds: a lifecycle drains for 10 unless it is told otherwise, and then waits a minute for the program's hook. */
    static final int LONGEST_END = 90;

    private static final int MILLIS_DIGITS = 3;

    private IdleTime() {}

    /** With a fraction only where there is one. */
    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), MILLIS_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }
}
