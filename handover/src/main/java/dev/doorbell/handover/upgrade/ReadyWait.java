package dev.doorbell.handover.upgrade;

import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.notify.ServiceStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The wait until a generation is ready: until {@code READY=1}, or if it has a probe, until that succeeds. */
final class ReadyWait {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

    private final Generation generation;
    private final ServiceStatus status;
    private final Duration timeout;
    private final Optional<Probe> probe;

    ReadyWait(Generation generation, Duration timeout, Optional<Probe> probe) {
        this.generation = generation;
        this.status = generation.status();
        this.timeout = timeout;
        this.probe = probe;
    }

    void await() throws UpgradeException, InterruptedException {
        while (!isReady()) {
            if (status.hasEnded()) {
                throw generation.isCancelled()
                        ? generation.cancellation()
                        : generation.failure("has ended with " + generation.exitStatus() + " before it was ready");
            }
            if (left().isNegative() || left().isZero()) {
                throw generation.failure("was not ready within " + Durations.text(timeout) + fix());
            }
        }
    }

    private boolean isReady() throws UpgradeException, InterruptedException {
        return probe.isPresent() ? isReady(probe.get()) : status.awaitReady(left());
    }

    /** READY=1 is not enough, and a program that has a probe need not send it. */
    private boolean isReady(Probe asked) throws UpgradeException, InterruptedException {
        Duration left = left();
        boolean ended = status.awaitEnd(left.compareTo(BETWEEN_PROBES) < 0 ? left : BETWEEN_PROBES);
        return !ended && succeeds(asked);
    }

    private boolean succeeds(Probe asked) throws UpgradeException, InterruptedException {
        try {
            return asked.succeeds(generation.process().pid(), left());
        } catch (IOException e) {
            throw new UpgradeException("cannot run the probe: " + e.getMessage(), e);
        }
    }

    private Duration left() {
        return Duration.ofNanos(status.deadline(0, timeout) - status.now());
    }

    private String fix() {
        return probe.isPresent() ? ": its probe did not succeed" : ": it has not sent READY=1 to NOTIFY_SOCKET";
    }
}
