package dev.doorbell.cli.activator;

import java.io.IOException;
import java.math.BigDecimal;

/** A program that ends, and is started again for what still waits, too often. */
public final class TooManyStarts extends IOException {
    private static final long serialVersionUID = 1;
    private static final int MILLIS_DIGITS = 3;

    TooManyStarts(StartLimit limit, int lastStatus, String waiting) {
        super(("The program was started %d times within %s s and ended each time, the last time with exit status %d."
                        + " There is %s again. Fix the error that the program reports, or raise the limit with"
                        + " --start-limit.")
                .formatted(
                        limit.burst(),
                        BigDecimal.valueOf(limit.interval().toMillis(), MILLIS_DIGITS)
                                .stripTrailingZeros()
                                .toPlainString(),
                        lastStatus,
                        waiting));
    }
}
