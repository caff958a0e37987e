package dev.doorbell.agent.adoption;

import dev.doorbell.spi.ProcessContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of the agent, which are system properties.
 *
 * @param names the names of listeners by the port or path that the program binds
 * @param stopsOnUnknown whether the program ends on a JDK that binds in another way
 */
record Settings(Map<String, String> names, boolean stopsOnUnknown) {
    private static final String MAP = "doorbell.agent.map";
    private static final String ON_UNKNOWN = "doorbell.agent.onUnknown";

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is malformed
     */
    static Settings of(ProcessContext process) {
        return new Settings(
                names(process.property(MAP).orElse("")),
                stops(process.property(ON_UNKNOWN).orElse("continue")));
    }

    private static Map<String, String> names(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String bound = pair.substring(equals + 1);
            if (equals < 1 || !(bound.startsWith("/") || isPort(bound))) {
                throw new IllegalArgumentException("expected -D" + MAP + "=NAME=PORT or NAME=/PATH, several separated by"
                        + " commas, got \"" + pair + "\".");
            }
            names.put(bound, pair.substring(0, equals));
        }
        return names;
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 0xffff;
    }

    private static boolean stops(String text) {
        return switch (text) {
            case "stop" -> true;
            case "continue" -> false;
            default -> throw new IllegalArgumentException(
                    "expected -D" + ON_UNKNOWN + "=continue or =stop, got \"" + text + "\".");
        };
    }
}
