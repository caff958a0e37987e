package dev.doorbell.examples.echo;

import java.io.Closeable;
import java.io.IOException;

/**
 * Ends the program on SIGTERM, SIGINT or by its own decision. The listeners are closed, which removes the paths that Doorbell
 * created. A JVM that a signal ends exits with 143 (128 + SIGTERM), which a service manager takes for a failure, so a shutdown
 * hook halts with the program's own status.
 *
 * <p>A program with other shutdown hooks must not halt in one: they run concurrently, and the first to halt ends the others.
 * Set {@code SuccessExitStatus=143} in its unit instead.
 */
final class Shutdown {
    private volatile int status;

    /** Closes the listeners when the program ends: now, if a signal came while they were opened. */
    void closes(Closeable listeners) {
        Hook hook = new Hook(listeners);
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(hook, "echo shutdown"));
        } catch (IllegalStateException shuttingDown) {
            hook.run();
        }
    }

    /** Ends the program. Blocks if a signal already ends it, with status 0. */
    void exit(int exitStatus) {
        status = exitStatus;
        System.exit(exitStatus);
    }

    private final class Hook implements Runnable {
        private final Closeable listeners;

        Hook(Closeable listeners) {
            this.listeners = listeners;
        }

        @Override
        public void run() {
            int first = status;
            try {
                listeners.close();
            } catch (IOException e) {
                System.err.println("echo-daemon: " + e.getMessage());
            } finally {
                Runtime.getRuntime().halt(first);
            }
        }
    }
}
