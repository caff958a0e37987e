package dev.doorbell.junit;

import dev.doorbell.handover.activation.StartLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The options of a program, which are set before it starts. */
abstract class ProgramOptions extends ProgramExtension {
    private final Settings settings;

    /** For the extension of this package. */
    ProgramOptions(Settings settings) {
        this.settings = settings;
    }

    abstract Activated self();

    Settings settings() {
        return settings;
    }

    /**
     * Holds a listener, which is bound at the start and passed under its name. The kernel chooses a port 0. The kit chooses a
     * path that is left out ({@code "control=unix:?mode=0600"}), short enough for every system.
     *
     * @param spec a spec as {@link dev.doorbell.spec.ListenerSpec#parse} reads it, with an address
     * @return this
     */
    public Activated listen(String spec) {
        return option(() -> settings.specs.add(spec));
    }

    /**
     * Passes the listeners of another program too, before its own: both accept from them. The other one starts before this
     * one: annotate two fields of a test class with {@code @Order}.
     *
     * @param other the program that has the listeners
     * @return this
     */
    public Activated sharing(Activated other) {
        return option(() -> settings.shared = Optional.of(other));
    }

    /**
     * Sets an environment variable. The program inherits the others of this JVM.
     *
     * @param variable its name, which does not begin with {@code LISTEN_}
     * @param value its value
     * @return this
     */
    public Activated environment(String variable, String value) {
        return option(() -> settings.environment.put(variable, value));
    }

    /**
     * Removes an environment variable of this JVM, such as {@code JAVA_TOOL_OPTIONS}.
     *
     * @param variable its name
     * @return this
     */
    public Activated withoutEnvironment(String variable) {
        return option(() -> settings.environment.put(variable, null));
    }

    /**
     * Sets the working directory of the program.
     *
     * @param directory an existing directory
     * @return this
     */
    public Activated directory(Path directory) {
        return option(() -> settings.directory = Optional.of(directory.toAbsolutePath()));
    }

    /**
     * Starts the program at once, not for the first arrival.
     *
     * @return this
     */
    public Activated atOnce() {
        return option(() -> settings.atOnce = true);
    }

    /**
     * Accepts each connection, and starts a program for it: {@code Accept=yes} of {@code systemd.socket(5)}.
     *
     * @return this
     */
    public Activated acceptEach() {
        return option(() -> settings.acceptEach = true);
    }

    /**
     * Passes the only listener, or each connection with {@link #acceptEach}, as standard input and output.
     *
     * @return this
     */
    public Activated inetd() {
        return option(() -> settings.inetd = true);
    }

    /**
     * Demands {@code WATCHDOG=1} from the program, from {@code READY=1} on, and sends it SIGABRT when it is late:
     * {@code WatchdogSec=} of {@code systemd.service(5)}.
     *
     * @param interval how often; {@code WATCHDOG_USEC} tells it to the program
     * @return this
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public Activated watchdog(Duration interval) {
        positive("watchdog", interval);
        return option(() -> settings.watchdog = Optional.of(interval));
    }

    /**
     * Keeps descriptors that the program stores ({@code FDSTORE=1} of {@code sd_notify(3)}), and passes them to its next run:
     * {@code FileDescriptorStoreMax=} of {@code systemd.service(5)}. Without this call, the kit keeps none.
     *
     * @param capacity how many it keeps
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Activated descriptorStore(int capacity) {
        notNegative("capacity", capacity);
        return option(() -> settings.storeCapacity = capacity);
    }

    /**
     * Sets how often the program may be started for what waits, 5 times in 10 seconds by default as with systemd. The kit
     * then gives up. {@link Activated#kill}, {@link Activated#stop} and {@link Activated#restart} begin to count anew.
     *
     * @param burst the number of starts; 0 for any number
     * @param interval the time in which they may happen
     * @return this
     * @throws IllegalArgumentException if the number is negative
     */
    public Activated startLimit(int burst, Duration interval) {
        notNegative("number of starts", burst);
        return option(() -> settings.startLimit = new StartLimit(burst, interval));
    }

    /**
     * Sets how long each wait takes at most, 60 seconds by default: for the program to be ready or to end, and for bytes on
     * {@link #connect}. {@code EXTEND_TIMEOUT_USEC} of the program extends it.
     *
     * @param timeout a time of at least a millisecond
     * @return this
     * @throws IllegalArgumentException if it is shorter
     */
    public Activated timeout(Duration timeout) {
        positive("timeout", timeout);
        return option(() -> settings.timeout = timeout);
    }

    private static void positive(String what, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("expected a " + what + " of at least 1 ms, got " + time + ".");
        }
    }

    private static void notNegative(String what, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("expected a " + what + " of at least 0, got " + number + ".");
        }
    }

    private Activated option(Runnable change) {
        if (active().isPresent()) {
            throw new IllegalStateException("cannot change a program that has started. Set its options before.");
        }
        change.run();
        return self();
    }
}
