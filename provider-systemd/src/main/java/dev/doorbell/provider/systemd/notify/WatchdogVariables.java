package dev.doorbell.provider.systemd.notify;

import dev.doorbell.provider.systemd.variables.Ancestors;
import dev.doorbell.provider.systemd.variables.LibsystemdNumbers;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ProcessContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code WATCHDOG_USEC} and {@code WATCHDOG_PID}, read as {@code sd_watchdog_enabled(3)} reads them, in its order. */
public final class WatchdogVariables {
    public static final String INTERVAL = "WATCHDOG_USEC";

    private static final String PID = "WATCHDOG_PID";
    private static final String FIX =
            " The service manager sets it: remove what changes it before the program starts, or unset it to have no watchdog.";

    private static final long MICROS_OF_A_SECOND = 1_000_000;
    private static final long NANOS_OF_A_MICRO = 1_000;

    /** {@code USEC_INFINITY}, all bits of a {@code uint64_t}. */
    private static final long INFINITY = -1;

    private WatchdogVariables() {}

    /**
     * Returns how often the service manager expects to hear of this process.
     *
     * @throws ActivationException if libsystemd would report an error
     * @throws IllegalStateException if the property that accepts ancestors has a value that it does not know
     */
    static Optional<Duration> interval(ProcessContext process) throws ActivationException {
        Optional<String> micros = process.variable(INTERVAL);
        if (micros.isEmpty()) {
            return Optional.empty();
        }
        // before the pid: a bad interval is an error even where the watchdog is another process's
        Duration interval = intervalOf(micros.get());
        Optional<String> pid = process.variable(PID);
        return pid.isEmpty() || isFor(pidOf(pid.get()), process) ? Optional.of(interval) : Optional.empty();
    }

    /**
     * A wrapper that cannot {@code exec java} is the process that systemd means, and the service is not hung as long as
     * java is well. Where the user accepts a {@code LISTEN_PID} of a process above this one, that holds for this one too. It
     * takes {@code NotifyAccess=all} for systemd to heed what a child of the main process says.
     */
    private static boolean isFor(long pid, ProcessContext process) {
        long own = process.pid();
        return pid == own || (Ancestors.areAccepted(process) && Ancestors.isOne(pid, own));
    }

    private static Duration intervalOf(String text) throws ActivationException {
        OptionalLong micros = LibsystemdNumbers.parseUnsignedLong(text);
        if (micros.isEmpty() || micros.getAsLong() == 0 || micros.getAsLong() == INFINITY) {
            throw malformed(INTERVAL, text, "a number of microseconds of at least 1.");
        }
        long seconds = Long.divideUnsigned(micros.getAsLong(), MICROS_OF_A_SECOND);
        long rest = Long.remainderUnsigned(micros.getAsLong(), MICROS_OF_A_SECOND);
        return Duration.ofSeconds(seconds, rest * NANOS_OF_A_MICRO);
    }

    private static long pidOf(String text) throws ActivationException {
        OptionalLong pid = LibsystemdNumbers.parsePid(text);
        if (pid.isEmpty()) {
            throw malformed(PID, text, "a process id of at least 1.");
        }
        return pid.getAsLong();
    }

    private static ActivationException malformed(String variable, String text, String expected) {
        return new ActivationException(
                ListenVariables.MANAGER, variable + " is \"" + text + "\": expected " + expected + FIX);
    }
}
