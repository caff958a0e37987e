package dev.doorbell.cli.activator;

import dev.doorbell.handover.activation.SupervisedProgram;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests for upgrades besides SIGHUP: those of {@code doorbell upgrade}, and the changes of files. */
final class UpgradeRequests implements Closeable {
    private final Optional<ControlSocket> control;
    private final @Nullable ChangedFiles changes;

    private UpgradeRequests(Optional<ControlSocket> control, @Nullable ChangedFiles changes) {
        this.control = control;
        this.changes = changes;
    }

    /** Accepts them from now on, if the program can be upgraded. */
    static UpgradeRequests open(Activation.Upgrading upgrading, SupervisedProgram program, ActivatorLog log)
            throws IOException {
        ChangedFiles changes = upgrading.watched().isEmpty()
                ? null
                : new ChangedFiles(
                        upgrading.watched(),
                        () -> {
                            log.info("a change of " + files(upgrading) + ": upgrading");
                            var unused = program.upgrade();
                        },
                        log);
        return new UpgradeRequests(upgrading.allowed() ? control(program, log) : Optional.empty(), changes);
    }

    private static String files(Activation.Upgrading upgrading) {
        return String.join(
                ", ", upgrading.watched().stream().map(Path::toString).toList());
    }

    /** Signals still request upgrades without it. */
    private static Optional<ControlSocket> control(SupervisedProgram program, ActivatorLog log) {
        try {
            Path path = new ControlPath().toBind(ProcessHandle.current().pid());
            return Optional.of(ControlSocket.bind(path, program::upgrade));
        } catch (IOException | RuntimeException e) {
            log.error("doorbell upgrade cannot reach this process: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        if (changes != null) {
            changes.close();
        }
        if (control.isPresent()) {
            control.get().close();
        }
    }
}
