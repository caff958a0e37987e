package dev.doorbell.cli.activator;

import dev.doorbell.handover.activation.Program;
import dev.doorbell.handover.activation.StartLimit;
import dev.doorbell.handover.upgrade.Probe;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The listeners, the program, and when it is started.
 *
 * @param specs the listeners
 * @param program the program
 * @param mode which process accepts the connections
 */
public record Activation(List<ListenerSpec> specs, Program program, Mode mode) {
    /** Which process accepts the connections. */
    public sealed interface Mode {}

    /**
     * The program accepts, from the listeners.
     *
     * @param now whether it starts immediately, not on the first connection
     * @param restart how often it may be started again after it has ended; empty if it is started once
     * @param upgrading whether and how it is upgraded
     */
    public record Listening(boolean now, Optional<StartLimit> restart, Upgrading upgrading) implements Mode {}

    /**
     * How the program is supervised.
     *
     * @param allowed whether SIGHUP upgrades the program
     * @param times the time limits of an upgrade
     * @param probe decides whether it is ready, in place of {@code READY=1}
     * @param watchdog how often the program is to send {@code WATCHDOG=1}; empty if it need not
     * @param stored how many descriptors it may leave with the activator
     * @param watched the files whose change upgrades the program
     */
    public record Upgrading(
            boolean allowed,
            UpgradeTimes times,
            Optional<Probe> probe,
            Optional<Duration> watchdog,
            int stored,
            List<Path> watched) {}

    /**
     * The activator accepts, and starts a program for each connection.
     *
     * @param most how many programs run at the same time; further connections wait
     */
    public record Accepting(int most) implements Mode {
        /** The default of systemd's {@code MaxConnections=}. */
        public static final int DEFAULT_MOST = 64;
    }
}
