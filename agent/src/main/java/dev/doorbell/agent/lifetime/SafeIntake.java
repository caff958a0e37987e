package dev.doorbell.agent.lifetime;

import java.io.IOException;
import java.util.function.Consumer;

/** An intake whose failures are logged, the first of them, and never end a connection: a listener without a count is busy. */
final class SafeIntake {
    private final Intake intake;
    private final Consumer<String> log;
    private volatile boolean abandoned;
    private boolean logged;
    private boolean terminated;

    SafeIntake(Intake intake, Consumer<String> log) {
        this.intake = intake;
        this.log = log;
    }

    /** Notes that the program accepts in a way that cannot be stopped. */
    synchronized void abandon(String reason) {
        if (!abandoned) {
            abandoned = true;
            log.accept(reason);
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** {@return whether it is stopped} */
    boolean stop() throws InterruptedException {
        try {
            intake.stop();
            return !abandoned;
        } catch (IOException | RuntimeException e) {
            log("stop the intake", e);
            return false;
        }
    }

    /** Lets no call open it again. */
    synchronized void terminate() {
        terminated = true;
    }

    /** Opens it again, unless the process is being terminated. */
    synchronized void resume() {
        try {
            if (!terminated) {
                intake.resume();
            }
        } catch (IOException | RuntimeException e) {
            log("open the intake again", e);
        }
    }

    boolean hasOpenConnections() {
        try {
            return intake.openConnections() > 0;
        } catch (IOException | RuntimeException e) {
            log("count the open connections", e);
            return true;
        }
    }

    /** Whether there is work, also for a program that still starts: its first client waits. */
    boolean isBusy() {
        try {
            return intake.hasArrival() || hasOpenConnections();
        } catch (IOException | RuntimeException e) {
            log("see whether a client waits", e);
            return true;
        }
    }

    private synchronized void log(String what, Exception failure) {
        if (!logged) {
            logged = true;
            log.accept(Task.message(what, failure) + ".");
        }
    }
}
