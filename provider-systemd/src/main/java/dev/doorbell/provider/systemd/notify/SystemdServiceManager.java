package dev.doorbell.provider.systemd.notify;

import dev.doorbell.spi.DescriptorStore;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** systemd, or another process that listens on {@code NOTIFY_SOCKET}: {@code sd_notify(3)}. */
public final class SystemdServiceManager implements ServiceManager {
    private static final String BARRIER = "BARRIER=1";

    /** A manager that reads nothing for so long is stuck, and its client must not be. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final long MICROS_OF_A_SECOND = 1_000_000;
    private static final long NANOS_OF_A_MICRO = 1_000;

    private final ProcessContext process;
    private final NotifyWays ways;

    public SystemdServiceManager(ProcessContext process) {
        this(process, SystemdServiceManager::warn);
    }

    /**
     * The manager of a process.
     *
     * @param log takes the one warning where this JVM has no way to send
     */
    public SystemdServiceManager(ProcessContext process, Consumer<String> log) {
        this.process = process;
        this.ways = NotifyWays.of(process, log);
    }

    private static void warn(String message) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.WARNING, message);
    }

    @Override
    public boolean listens() {
        return ways.any();
    }

    @Override
    public String explain() {
        return ways.toString();
    }

    @Override
    public void ready() throws IOException {
        tell("READY=1");
    }

    @Override
    public void status(String text) throws IOException {
        tell("STATUS=" + NotifyText.oneLine(text));
    }

    @Override
    public void reloading() throws IOException {
        // systemd takes the time for that of the reload only if it comes in the same message
        tell("RELOADING=1\nMONOTONIC_USEC=" + monotonicMicros());
    }

    /**
     * Returns the time of {@code CLOCK_MONOTONIC}, which all processes of a machine share. {@link System#nanoTime()} promises
     * no such origin, but is that clock on Linux: {@code os::javaTimeNanos()} of HotSpot, {@code omrtime_nano_time()} of
     * OpenJ9. Only systemd, which is of Linux, reads it.
     */
    private static long monotonicMicros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    @Override
    public void stopping() throws IOException {
        tell("STOPPING=1");
    }

    @Override
    public void extendTimeout(Duration time) throws IOException {
        tell("EXTEND_TIMEOUT_USEC=" + micros(positive(time)));
    }

    @Override
    public void errno(int errno) throws IOException {
        if (errno < 0) {
            throw new IllegalArgumentException(
                    "expected an errno of at least 0, got " + errno + ". Give it without the sign.");
        }
        tell("ERRNO=" + errno);
    }

    @Override
    public void mainPid(long pid) throws IOException {
        if (pid <= 0) {
            throw new IllegalArgumentException(
                    "expected a process id of at least 1, got " + pid + ". Give that of the service's main process.");
        }
        tell("MAINPID=" + pid);
    }

    @Override
    public void send(String... assignments) throws IOException {
        tell(NotifyText.ofAll(assignments));
    }

    @Override
    public void barrier(Duration timeout) throws IOException {
        positive(timeout);
        ways.send(manager -> manager.awaitReader(BARRIER, timeout));
    }

    @Override
    public Optional<Duration> watchdogInterval() throws IOException {
        return WatchdogVariables.interval(process);
    }

    @Override
    public void keepAlive() throws IOException {
        tell("WATCHDOG=1");
    }

    @Override
    public void triggerWatchdog() throws IOException {
        tell("WATCHDOG=trigger");
    }

    @Override
    public DescriptorStore descriptorStore() {
        return new SystemdDescriptorStore(process, this);
    }

    /**
     * Sends a message with a descriptor. {@return when the manager has it, true; false if there is no way to it, or the service
     * is another process's}
     */
    boolean give(String message, Channel channel, Duration timeout) throws IOException {
        return !hasHandedOver() && ways.send(manager -> manager.send(message, channel, BARRIER, timeout));
    }

    void tell(String message) throws IOException {
        if (!hasHandedOver()) {
            ways.send(manager -> manager.send(message, LONGEST_WAIT));
        }
    }

    private boolean hasHandedOver() {
        return process.property(ProcessContext.HANDED_OVER).isPresent();
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("expected a time of more than zero, got " + time + ".");
        }
        return time;
    }

    /** Rounds up, so that no time becomes none; a time that is too long to write means indefinitely. */
    private static long micros(Duration time) {
        long rounded = (time.getNano() + NANOS_OF_A_MICRO - 1) / NANOS_OF_A_MICRO;
        return time.getSeconds() > Long.MAX_VALUE / MICROS_OF_A_SECOND - 1
                ? Long.MAX_VALUE
                : time.getSeconds() * MICROS_OF_A_SECOND + rounded;
    }
}
