package dev.doorbell.cli;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.cli.activator.Activation;
import dev.doorbell.handover.upgrade.Probe;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code doorbell run} for upgrades and for what the program tells its manager. */
final class UpgradeOptions {
    private static final int MOST_STORED = 64;

    @Option(
            names = "--upgrade",
            description = "On SIGHUP, start the program again beside the running one, which ends when the new one is"
                    + " ready.")
    private boolean upgrade;

    @Option(
            names = "--upgrade-on-change",
            paramLabel = "FILE",
            description = "Upgrade also when this file has changed, for development. Can be repeated.")
    private List<Path> watched = List.of();

    @Option(
            names = "--ready-timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long the new one may take until it is ready, 90 s by default.")
    private Optional<Duration> readyTimeout = Optional.empty();

    @Option(
            names = "--ready-probe",
            paramLabel = "COMMAND",
            description =
                    "A shell command that is repeated until it exits with 0: the program $MAINPID is then ready. Without it,"
                            + " READY=1 decides.")
    private Optional<String> readyProbe = Optional.empty();

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long both then serve, until the old one is ended, 1 s by default.")
    private Optional<Duration> settle = Optional.empty();

    @Option(
            names = "--stop-timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            description =
                    "How long the old one may take to end after SIGTERM, and a program after SIGABRT of its watchdog,"
                            + " 90 s by default.")
    private Optional<Duration> stopTimeout = Optional.empty();

    @Option(
            names = "--watchdog",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How often the program has to send WATCHDOG=1; otherwise it is ended by SIGABRT.")
    private Optional<Duration> watchdog = Optional.empty();

    /** Refuses all options where they have no effect. */
    void refuse(String reason) {
        isTrue(
                !upgrades() && !hasTimes() && watchdog.isEmpty(),
                reason + ", so --upgrade, its options and --watchdog have no effect. Omit them.");
    }

    private boolean upgrades() {
        return upgrade || !watched.isEmpty();
    }

    private boolean hasTimes() {
        return hasTimesOfUpgrade() || stopTimeout.isPresent();
    }

    private boolean hasTimesOfUpgrade() {
        return readyTimeout.isPresent() || readyProbe.isPresent() || settle.isPresent();
    }

    Activation.Upgrading upgrading(boolean inetd) {
        isTrue(
                upgrades() || !hasTimesOfUpgrade(),
                "--ready-timeout, --ready-probe and --settle require --upgrade. Add --upgrade, or omit them.");
        isTrue(
                upgrades() || watchdog.isPresent() || stopTimeout.isEmpty(),
                "--stop-timeout requires --upgrade or --watchdog. Add one of them, or omit --stop-timeout.");
        positive("--ready-timeout", readyTimeout);
        notNegative("--settle", settle);
        notNegative("--stop-timeout", stopTimeout);
        positive("--watchdog", watchdog);
        UpgradeTimes times = new UpgradeTimes(
                readyTimeout.orElse(UpgradeTimes.DEFAULT.ready()),
                settle.orElse(UpgradeTimes.DEFAULT.settle()),
                stopTimeout.orElse(UpgradeTimes.DEFAULT.stop()));
        Optional<Probe> probe = readyProbe.map(command -> new Probe(List.of("/bin/sh", "-c", command)));
        // a program with its socket as standard input is passed nothing else
        return new Activation.Upgrading(upgrades(), times, probe, watchdog, inetd ? 0 : MOST_STORED, watched);
    }

    private static void positive(String option, Optional<Duration> time) {
        isTrue(
                time.isEmpty() || time.get().compareTo(Duration.ZERO) > 0,
                option + " must be more than 0. Use 1s or more.");
    }

    private static void notNegative(String option, Optional<Duration> time) {
        isTrue(time.isEmpty() || !time.get().isNegative(), option + " must not be negative. Use 0 or more.");
    }
}
