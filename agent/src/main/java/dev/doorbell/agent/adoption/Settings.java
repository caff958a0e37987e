package dev.doorbell.agent.adoption;

import dev.doorbell.spi.ProcessContext;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the agent, which are system properties.
 *
 * @param names the names of listeners by the port or path that the program binds
 * @param stopsOnUnknown whether the program ends on a JDK that binds in another way
 * @param ready whether to tell the service manager when every listener is taken
 * @param idle after how long without a connection the process ends; zero for never
 * @param drain how long SIGTERM waits for open connections
 */
record Settings(BoundNames names, boolean stopsOnUnknown, boolean ready, Duration idle, Duration drain) {
    private static final String MAP = "doorbell.agent.map";
    private static final String ON_UNKNOWN = "doorbell.agent.onUnknown";
    private static final String READY = "doorbell.agent.ready";
    private static final String IDLE = "doorbell.agent.idle";
    private static final String DRAIN = "doorbell.agent.drain";
    private static final String DEFAULT_DRAIN = "5s";

    private static final int MOST_DIGITS = 9;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is malformed
     */
    static Settings of(ProcessContext process) {
        return new Settings(
                names(process.property(MAP).orElse("")),
                isFirst(process, ON_UNKNOWN, "stop", "continue"),
                isFirst(process, READY, "true", "false"),
                duration(process, IDLE, "0"),
                duration(process, DRAIN, DEFAULT_DRAIN));
    }

    private static BoundNames names(String text) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String bound = pair.substring(equals + 1);
            if (equals < 1 || !(bound.startsWith("/") || isPort(bound))) {
                throw new IllegalArgumentException("expected -D" + MAP
                        + "=NAME=PORT or NAME=/PATH, several separated by commas, got \"" + pair + "\".");
            }
            names.computeIfAbsent(bound, place -> new ArrayList<>()).add(pair.substring(0, equals));
        }
        return new BoundNames(names);
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 0xffff;
    }

    /** Whether a property has the first of two values; it has the second by default. */
    private static boolean isFirst(ProcessContext process, String property, String first, String second) {
        String text = process.property(property).orElse(second);
        if (!text.equals(first) && !text.equals(second)) {
            throw new IllegalArgumentException(
                    "expected -D" + property + "=" + first + " or =" + second + ", got \"" + text + "\".");
        }
        return text.equals(first);
    }

    private static Duration duration(ProcessContext process, String property, String byDefault) {
        String text = process.property(property).orElse(byDefault);
        int digits = 0;
        while (digits < text.length() && digits < MOST_DIGITS && Character.digit(text.charAt(digits), 10) >= 0) {
            digits++;
        }
        ChronoUnit unit = unit(text.substring(digits).trim());
        if (digits == 0 || unit == null) {
            throw new IllegalArgumentException(
                    "expected -D" + property + "=5min, 90s, 300 or 1500ms for example, got \"" + text + "\".");
        }
        return Duration.of(Long.parseLong(text.substring(0, digits)), unit);
    }

    private static @Nullable ChronoUnit unit(String name) {
        return switch (name) {
            case "", "s", "sec" -> ChronoUnit.SECONDS;
            case "ms" -> ChronoUnit.MILLIS;
            case "m", "min" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> null;
        };
    }
}
