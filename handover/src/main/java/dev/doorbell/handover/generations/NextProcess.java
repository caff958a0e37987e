package dev.doorbell.handover.generations;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.upgrade.Generation;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The start of the next generation.
 *
 * @param command the program and its arguments
 * @param listeners what is passed to it, in this order
 * @param manager whose watchdog it is to answer, when it is the main process
 */
record NextProcess(List<String> command, List<Listener> listeners, ServiceManager manager) {
    /** Starts the process, with the address of the manager's own socket. */
    Generation start(NotifyPath path, Optional<String> address) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try {
            Handover handover = new Handover(command).processGroup();
            for (Listener listener : listeners) {
                int number = duplicate(listener);
                numbers.add(number);
                handover.pass(listener.name(), number);
            }
            Predecessor.announce(handover, path, address);
            // never null: the process is started in any case
            return Objects.requireNonNull(Generation.start(
                    handover,
                    path.socket(),
                    Optional.empty(),
                    UpgradeTimes.DEFAULT.stop(),
                    notification -> {},
                    this::start));
        } catch (IOException e) {
            throw new UpgradeException("cannot start the next generation: " + e.getMessage(), e);
        } finally {
            for (int number : numbers) {
                RawDescriptors.close(number);
            }
        }
    }

    private static int duplicate(Listener listener) throws IOException {
        try {
            return RawDescriptors.duplicate(listener.channel());
        } catch (IllegalStateException unusable) {
            throw new UpgradeException(
                    unusable.getMessage() + " Only a listener with an open channel is passed on: a native transport of"
                            + " Netty detaches it. Use NIO, or doorbell run --upgrade.",
                    unusable);
        }
    }

    /** The watchdog is the manager's, whose messages this process does not get. */
    private ChildProcess start(Handover handover) throws IOException {
        if (areBound()) {
            handover.environment(ProcessContext.BOUND, "1");
        }
        handover.withoutEnvironment(EndOfService.STARTED_BY_SYSTEMD);
        manager.watchdogInterval()
                .ifPresent(time ->
                        handover.environment("WATCHDOG_USEC", String.valueOf(TimeUnit.MICROSECONDS.convert(time))));
        return handover.start();
    }

    /** Whether this process or an earlier generation bound one of the listeners, so that no manager starts another for it. */
    private boolean areBound() {
        return ProcessContext.current().variable(ProcessContext.BOUND).isPresent()
                || listeners.stream().anyMatch(listener -> !listener.origin().inherited());
    }
}
