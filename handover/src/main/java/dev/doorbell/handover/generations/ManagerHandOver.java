package dev.doorbell.handover.generations;

import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.notify.NotifySocket;
import dev.doorbell.handover.upgrade.Generation;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hand-over of the service: its manager is told that the next generation is the main process. */
final class ManagerHandOver {
    private static final Duration LONGEST_BARRIER = Duration.ofSeconds(2);

    private final ProcessContext process;
    private final ServiceManager manager;
    private final boolean isOfProgram;
    private final Optional<Predecessor> predecessor;
    private final Optional<String> address;

    /**
     * The hand-over to a manager.
     *
     * @param isOfProgram whether the program has set the manager, which then is told in any case; Doorbell's own would send to
     *     the path that the generation before has left
     */
    ManagerHandOver(ServiceManager manager, boolean isOfProgram, ProcessContext process) {
        this.process = process;
        this.manager = manager;
        this.isOfProgram = isOfProgram;
        predecessor = Predecessor.of(process);
        address = predecessor.isPresent() ? predecessor.get().manager() : process.variable(NotifySocket.VARIABLE);
        predecessor.ifPresent(before -> before.path().removeOnExit());
    }

    /** {@return the address of the manager's own socket; empty if there is no manager} */
    Optional<String> address() {
        return address;
    }

    /** Checks before a process is started that the manager can be told of it. */
    void check() throws IOException {
        boolean told = manager.listens() && (isOfProgram || address.isPresent());
        EndOfService.Parent parent =
                predecessor.isEmpty() ? EndOfService.Parent.named() : EndOfService.Parent.unnamed();
        Optional<String> end = EndOfService.find(process, parent, told, address);
        if (end.isPresent()) {
            throw new UpgradeException("no other process can take over: " + end.get());
        }
        if (predecessor.isPresent() && predecessor.get().waits()) {
            throw new UpgradeException("the generation before this one, process "
                    + predecessor.get().pid() + ", has not handed over yet. Upgrade when it has ended.");
        }
        if (predecessor.isPresent() && address.isPresent()) {
            predecessor.get().path().restore(Path.of(address.get()));
        }
    }

    /** From here on, the next generation is the program: unless the manager knows, it ends both with this process. */
    void to(Generation next, NotifyPath path) throws IOException {
        if (address.isPresent()) {
            path.linkTo(Path.of(address.get()));
        }
        if (tells()) {
            manager.send(message(next));
            process.properties().setProperty(ProcessContext.HANDED_OVER, "true");
        }
        if (address.isEmpty()) {
            path.remove();
        }
    }

    private boolean tells() {
        return isOfProgram || address.isPresent() || predecessor.isEmpty();
    }

    /** The notifications of the next generation have reached only this process. */
    private static String[] message(Generation next) {
        List<String> message =
                new ArrayList<>(List.of("MAINPID=" + next.process().pid(), "READY=1"));
        if (!next.status().text().isEmpty()) {
            message.add("STATUS=" + next.status().text());
        }
        return message.toArray(String[]::new);
    }

    /** Waits until the manager has read it, for a short time. The next generation is the program in any case. */
    void confirm() {
        try {
            if (tells()) {
                manager.barrier(LONGEST_BARRIER);
            }
        } catch (IOException | RuntimeException notConfirmed) {
            // the message is in the manager's queue
        }
    }
}
