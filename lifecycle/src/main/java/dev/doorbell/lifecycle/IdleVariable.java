package dev.doorbell.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The idle time that a unit sets for the program it starts: {@link Lifecycle#IDLE_EXIT}. */
final class IdleVariable {
    /** {@code systemd.time(7)}. */
    private static final String NEVER = "infinity";

    private static final long MILLIS = 1000;

    private IdleVariable() {}

    /** Empty where none is set, which is never. */
    static Optional<Duration> of(Map<String, String> environment) {
        String text = environment.get(Lifecycle.IDLE_EXIT);
        if (text == null || text.isEmpty() || text.equals(NEVER)) {
            return Optional.empty();
        }
        if (!isDecimal(text)) {
            throw wrong(text);
        }
        double seconds = Double.parseDouble(text);
        if (seconds > Lifecycle.Builder.UNLIMITED.toSeconds()) {
            throw wrong(text);
        }
        return Optional.of(Duration.ofMillis(Math.round(seconds * MILLIS)));
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
                + " is \"" + text + "\": expected a number of seconds up to a century, such as 300 or 0.5, or infinity."
                + " Correct it in the unit, or remove it.");
    }
}
