package dev.doorbell.lifecycle;

import java.time.Duration;
import java.util.Map;

/** The time of idleness that a unit sets for the program it starts: {@link Lifecycle#IDLE_EXIT}. */
final class IdleVariable {
    /** A century, and some nine digits of seconds. */
    private static final long MOST_SECONDS = 3_155_760_000L;

    private static final long MILLIS = 1000;

    private IdleVariable() {}

    /** Zero where there is none, which is for ever. */
    static Duration of(Map<String, String> environment) {
        String text = environment.get(Lifecycle.IDLE_EXIT);
        if (text == null || text.isEmpty()) {
            return Duration.ZERO;
        }
        if (!isDecimal(text)) {
            throw wrong(text);
        }
        double seconds = Double.parseDouble(text);
        if (seconds > MOST_SECONDS) {
            throw wrong(text);
        }
        // what is too short to be a time is not for ever
        return Duration.ofMillis(seconds == 0 ? 0 : Math.max(1, Math.round(seconds * MILLIS)));
    }

    /** Without the exponents, the letters and the NaN that Java reads. */
    private static boolean isDecimal(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else {
                return false;
            }
        }
        return digits > 0 && points <= 1;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("The environment variable " + Lifecycle.IDLE_EXIT
                + " is a number of seconds, such as 300 or 0.5, and 0 for never, not \"" + text
                + "\". Mend it in the unit, or remove it.");
    }
}
