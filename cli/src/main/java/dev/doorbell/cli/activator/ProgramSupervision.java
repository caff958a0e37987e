package dev.doorbell.cli.activator;

import dev.doorbell.handover.activation.Launcher;
import dev.doorbell.handover.activation.SupervisedProgram;
import dev.doorbell.handover.activation.Supervision;
import dev.doorbell.handover.notify.StoredDescriptors;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A supervised program with its sockets, the descriptors that it leaves, and the requests for its upgrades. */
final class ProgramSupervision implements Closeable {
    private final PrivateDirectory sockets;
    private final StoredDescriptors store;
    private final SupervisedProgram program;
    private final UpgradeRequests requests;

    private ProgramSupervision(
            PrivateDirectory sockets, Launcher launcher, Activation.Upgrading upgrading, ActivatorLog log)
            throws IOException {
        this.sockets = sockets;
        this.store = new StoredDescriptors(upgrading.stored());
        Supervision supervision = new Supervision(
                sockets.path(), upgrading.watchdog(), store, upgrading.allowed(), upgrading.times(), upgrading.probe());
        this.program = new SupervisedProgram(launcher, supervision);
        this.requests = UpgradeRequests.open(upgrading, program, log);
    }

    /**
     * Prepares the supervision, and accepts requests for upgrades from now on.
     *
     * @return empty where nothing can be written, if the program was to be supervised only for its notifications
     */
    static Optional<ProgramSupervision> open(Launcher launcher, Activation.Upgrading upgrading, ActivatorLog log)
            throws IOException {
        Optional<PrivateDirectory> sockets = sockets(upgrading, log);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProgramSupervision(sockets.get(), launcher, upgrading, log));
        } catch (IOException | RuntimeException e) {
            sockets.get().close();
            throw e;
        }
    }

    private static Optional<PrivateDirectory> sockets(Activation.Upgrading upgrading, ActivatorLog log)
            throws IOException {
        try {
            return Optional.of(PrivateDirectory.create());
        } catch (IOException e) {
            if (upgrading.allowed() || upgrading.watchdog().isPresent()) {
                throw e;
            }
            log.error("the program gets no NOTIFY_SOCKET: " + e.getMessage());
            return Optional.empty();
        }
    }

    SupervisedProgram program() {
        return program;
    }

    @Override
    public void close() throws IOException {
        try (sockets;
                store;
                requests) {
            // each is closed, even if another one fails
        }
    }
}
