package dev.doorbell.provider.launchd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The sockets that launchd has handed to this process. launchd hands each name out once, so the next call must find what a
 * failed call has asked for.
 *
 * <p>They are kept in the system properties, because plug-ins that each bring their own copy of Doorbell share nothing
 * else.
 */
final class HandedOut {
    private static final String PREFIX = "doorbell.launchd.";

    private final Properties entries;

    HandedOut(Properties entries) {
        this.entries = entries;
    }

    /** Returns the descriptors of a name, which may be none; empty if launchd has not handed it out. */
    Optional<List<Integer>> of(String name) {
        String numbers = entries.getProperty(PREFIX + name);
        return numbers == null ? Optional.empty() : Optional.of(numbers(numbers));
    }

    /** Returns whether launchd has handed anything out, and so manages this process. */
    boolean any() {
        for (String property : entries.stringPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                return true;
            }
        }
        return false;
    }

    void remember(String name, List<Integer> descriptors) {
        StringBuilder numbers = new StringBuilder();
        for (Integer descriptor : descriptors) {
            numbers.append(descriptor.intValue()).append(',');
        }
        entries.setProperty(PREFIX + name, numbers.toString());
    }

    private static List<Integer> numbers(String text) {
        List<Integer> descriptors = new ArrayList<>();
        for (String number : text.split(",", -1)) {
            if (!number.isEmpty()) {
                descriptors.add(Integer.valueOf(number));
            }
        }
        return descriptors;
    }
}
