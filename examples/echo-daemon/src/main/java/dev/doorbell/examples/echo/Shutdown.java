package dev.doorbell.examples.echo;

import java.io.Closeable;
import java.io.IOException;

/**
 * The end of the program, by SIGTERM, SIGINT or its own decision. The listeners are closed, which removes the paths that
 * Doorbell made, and the exit status is ours: a JVM that a signal ends reports 143 (128 + SIGTERM), which a service
 * manager takes for a failure, so the hook halts with the status before the JVM gets that far.
 *
 * <p>A program that has other shutdown hooks must not halt in one of them: hooks run side by side, and the first to halt
 * cuts the others short. It sets {@code SuccessExitStatus=143} in its unit instead.
 */
final class Shutdown {
    private volatile int status;

    /**
     * From now on the end of the program closes these. Before that, a signal ends the program in the usual way; one that
     * came while they were opened ends it here.
     */
    void closes(Closeable listeners) {
        Hook hook = new Hook(listeners);
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(hook, "echo shutdown"));
        } catch (IllegalStateException shuttingDown) {
            hook.run();
        }
    }

    /** Ends the program. Waits for ever if a signal ends it already, whose status then stands. */
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
