package dev.doorbell.spring;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.convert.DurationStyle;

/**
 * The value of {@code doorbell.idle-exit}. To Spring Boot the environment variable {@code DOORBELL_IDLE_EXIT} is the same key, so
 * that the syntax of {@link dev.doorbell.lifecycle.Lifecycle#IDLE_EXIT} must be understood too.
 */
final class IdleTime {
    static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    private IdleTime() {}

    /**
     * Parses a value.
     *
     * @throws DoorbellException if it is malformed
     */
    static Duration parse(String text) {
        if (text.isEmpty() || text.equals("infinity")) {
            return NEVER;
        }
        try {
            Duration time = Character.isLetter(text.charAt(text.length() - 1))
                    ? DurationStyle.detectAndParse(text)
                    : Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
            if (!time.isNegative()) {
                return time;
            }
        } catch (IllegalArgumentException e) {
            // as a negative time
        }
        throw new DoorbellException(
                "doorbell.idle-exit: expected seconds such as 300, or a time such as 5m, got \"" + text + "\".");
    }
}
