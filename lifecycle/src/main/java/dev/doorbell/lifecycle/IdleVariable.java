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

    /** Empty for never: none is set, or a century or more. */
    static Optional<Duration> of(Map<String, String> environment) {
        String text = environment.get(Lifecycle.IDLE_EXIT);
        if (text == null || text.isEmpty() || text.equals(NEVER)) {
            return Optional.empty();
        }
        double seconds;
        try {
            seconds = seconds(text);
        } catch (NumberFormatException malformed) {
            throw wrong(text);
        }
        return seconds >= Lifecycle.Builder.UNLIMITED.toSeconds()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(seconds * MILLIS)));
    }

    /** Reads a number without the sign, the exponents, the letters and the NaN that Java reads. */
    static double seconds(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException(text);
            }
        }
        return Double.parseDouble(text);
    }

    private static IllegalStateException wrong(String text) {
        return new IllegalStateException("The environment variable " + Lifecycle.IDLE_EXIT
                + " is \"" + text + "\": expected a number of seconds, such as 300 or 0.5, or infinity."
                + " Correct it in the unit, or remove it.");
    }
}
