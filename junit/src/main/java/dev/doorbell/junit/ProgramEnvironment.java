package dev.doorbell.junit;

import dev.doorbell.handover.Handover;
import dev.doorbell.handover.notify.NotifySocket;
import dev.doorbell.junit.resources.Leftovers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The variables of {@code systemd.exec(5)} that announce a manager to a program, and those of the test.
 *
 * @param directory the directory of the program, by which its descendants are found
 * @param notifySocket its address
 * @param watchdog how often the program is to report
 * @param variables those of the test; a value of null removes one
 */
record ProgramEnvironment(
        Path directory, String notifySocket, Optional<Duration> watchdog, Map<String, @Nullable String> variables) {
    private static final String WATCHDOG = "WATCHDOG_USEC";

    /** Of a manager that may have started this JVM. */
    private static final List<String> OF_ANOTHER_MANAGER = List.of(WATCHDOG, "WATCHDOG_PID", "FDSTORE");

    void apply(Handover handover) {
        OF_ANOTHER_MANAGER.forEach(handover::withoutEnvironment);
        handover.environment(NotifySocket.VARIABLE, notifySocket);
        watchdog.ifPresent(
                interval -> handover.environment(WATCHDOG, String.valueOf(TimeUnit.MICROSECONDS.convert(interval))));
        apply(variables, handover);
        handover.environment(Leftovers.VARIABLE, directory.toString());
    }

    static void apply(Map<String, @Nullable String> variables, Handover handover) {
        variables.forEach((name, value) -> {
            if (value == null) {
                handover.withoutEnvironment(name);
            } else {
                handover.environment(name, value);
            }
        });
    }
}
