package dev.doorbell.handover.activation;

import dev.doorbell.handover.notify.StoredDescriptors;
import dev.doorbell.handover.upgrade.Probe;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a program is supervised.
 *
 * @param directory where its {@code NOTIFY_SOCKET}s are bound: it is this process's own
 * @param watchdog how often it is to send {@code WATCHDOG=1}; empty if it need not
 * @param store the descriptors that it leaves; they remain the caller's
 * @param upgradable whether it can be upgraded; each generation then leads a process group
 * @param times the time limits of an upgrade
 * @param probe decides whether a generation is ready, in place of {@code READY=1}
 */
public record Supervision(
        Path directory,
        Optional<Duration> watchdog,
        StoredDescriptors store,
        boolean upgradable,
        UpgradeTimes times,
        Optional<Probe> probe) {}
