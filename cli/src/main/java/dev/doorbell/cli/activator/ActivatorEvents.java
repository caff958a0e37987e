package dev.doorbell.cli.activator;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.activation.ActivationEvents;
import dev.doorbell.handover.notify.Notification;
import java.util.Optional;

/**
 * The log of the events of an activation, the signals of its programs, and what the service manager is told of them.
 *
 * @param program the name of the program
 */
record ActivatorEvents(
        String program, ActivatorLog log, ForwardedSignals signals, SignalForwarder forwarder, ManagerNotices notices)
        implements ActivationEvents {
    @Override
    public void starting(Handover handover) {
        signals.apply(handover);
    }

    @Override
    public void started(ChildProcess child, String reason) {
        log.info(reason + ": started " + program + ", process " + child.pid());
    }

    @Override
    public void ended(ChildProcess child) {
        forwarder.ended(child);
        log.info("process " + child.pid() + " has ended with exit status " + child.exitValue());
    }

    @Override
    public void notified(Notification notification, boolean serves) {
        notices.extend(notification);
        if (serves) {
            notices.pass(notification);
        }
        notification
                .value("STATUS")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> log.info(sender(notification) + ": " + text));
    }

    private static String sender(Notification notification) {
        return notification.sender().isPresent()
                ? "process " + notification.sender().getAsLong()
                : "the program";
    }

    @Override
    public Optional<Runnable> whenReady() {
        return notices.awaitsProbe() ? Optional.of(notices::ready) : Optional.empty();
    }

    @Override
    public void upgrading() {
        notices.upgrading();
    }

    @Override
    public void upgraded(String outcome, boolean failed) {
        notices.upgraded(outcome, failed);
        if (failed) {
            log.error(outcome);
        } else {
            log.info(outcome);
        }
    }

    @Override
    public void waiting() {
        log.info("waiting for the next connection");
    }

    @Override
    public void failed(String message) {
        log.error(message);
    }
}
