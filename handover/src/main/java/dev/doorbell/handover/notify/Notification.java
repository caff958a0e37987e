package dev.doorbell.handover.notify;

import dev.doorbell.descriptors.posix.LibC;
import java.io.Closeable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message of a program to its manager, {@code sd_notify(3)}: assignments, one a line, and descriptors. It is read as
 * {@code manager_invoke_notify_message()} of systemd reads it: of several assignments of one name, the first counts, and a
 * message with a NUL inside has none.
 */
public final class Notification implements Closeable {
    private final OptionalLong sender;
    private final List<String> assignments;
    private final List<Integer> descriptors;

    /**
     * A message.
     *
     * @param sender the process that has sent it; empty if it is not known
     * @param text its lines
     * @param descriptors the descriptors that came with it, which it owns
     */
    public Notification(OptionalLong sender, String text, List<Integer> descriptors) {
        this.sender = sender;
        this.assignments = assignmentsOf(text);
        this.descriptors = new ArrayList<>(descriptors);
    }

    private static List<String> assignmentsOf(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0 && nul < text.length() - 1) {
            return List.of();
        }
        String message = nul < 0 ? text : text.substring(0, nul);
        // NEWLINE of systemd: a carriage return ends a line too
        return message.lines().filter(line -> !line.isEmpty()).toList();
    }

    /** {@return the process that has sent it; empty where the system does not tell} */
    public OptionalLong sender() {
        return sender;
    }

    /** {@return its lines, in their order} */
    public List<String> assignments() {
        return assignments;
    }

    /**
     * {@return whether it has a line}
     *
     * @param assignment the line, such as {@code "READY=1"}
     */
    public boolean has(String assignment) {
        return assignments.contains(assignment);
    }

    /**
     * {@return the value of a variable}
     *
     * @param variable its name
     */
    public Optional<String> value(String variable) {
        String prefix = variable + "=";
        return assignments.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    /**
     * {@return the value of a variable that has a number of microseconds; empty if it is not one}
     *
     * @param variable its name
     */
    public Optional<Duration> micros(String variable) {
        return value(variable).flatMap(text -> {
            try {
                long micros = Long.parseUnsignedLong(text);
                // USEC_INFINITY, and all that a Duration need not tell from it
                return Optional.of(Duration.of(micros < 0 ? Long.MAX_VALUE : micros, ChronoUnit.MICROS));
            } catch (NumberFormatException malformed) {
                return Optional.empty();
            }
        });
    }

    /** {@return the descriptors that came with it, which the caller closes from now on} */
    public List<Integer> takeDescriptors() {
        List<Integer> taken = List.copyOf(descriptors);
        descriptors.clear();
        return taken;
    }

    /** Closes the descriptors that were not taken: that of {@code BARRIER=1}, which its sender waits for, and surplus ones. */
    @Override
    public void close() {
        takeDescriptors().forEach(LibC.INSTANCE::close);
    }
}
