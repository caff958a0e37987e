package dev.doorbell.handover.activation;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;

/** The error of a program that ends, and is started again for what still waits, too often. */
public final class StartLimitExceeded extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NANO_DIGITS = 9;

    StartLimitExceeded(StartLimit limit, int lastStatus, String waiting) {
        super("The program was started " + limit.burst() + " times within " + seconds(limit.interval())
                + " s and ended each time, the last time with exit status " + lastStatus + ". There is " + waiting
                + " again. Fix the error that the program reports, or raise the limit");
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * {@return the message with the way to raise the limit}
     *
     * @param how the end of the last sentence, such as {@code "with --start-limit"}
     */
    public String message(String how) {
        return getMessage() + " " + how + ".";
    }
}
