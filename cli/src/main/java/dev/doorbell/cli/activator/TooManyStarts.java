package dev.doorbell.cli.activator;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;

/** A program ends, and is started again for what still waits, too often. */
public final class TooManyStarts extends IOException {
    private static final long serialVersionUID = 1;

    TooManyStarts(StartLimit limit, int lastStatus, String waiting) {
        super("The program was started " + limit.burst() + " times within " + seconds(limit.interval())
                + " and has ended each time, the last time with exit status " + lastStatus + ", and there is " + waiting
                + " again. Mend what it says on standard error, or allow more starts with --start-limit.");
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
