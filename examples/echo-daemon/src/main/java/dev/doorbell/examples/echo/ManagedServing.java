package dev.doorbell.examples.echo;

import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.HealthCheck;
import dev.doorbell.lifecycle.Lifecycle;
import java.io.IOException;
import java.io.PrintStream;

/** Serves with a lifecycle: readiness, watchdog, idle exit, and a drain that loses no client. */
final class ManagedServing {
    private final Arguments arguments;
    private final Output out;
    private final PrintStream err;

    ManagedServing(Arguments arguments, Output out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    /** Whether an argument or the unit asks for a lifecycle. Without one, the program starts with fewer classes. */
    static boolean isWanted(Arguments arguments) {
        return arguments.notify
                || arguments.idleExit != null
                || arguments.drain != null
                || System.getenv(Lifecycle.IDLE_EXIT) != null;
    }

    void serve(Listeners listeners) throws IOException {
        Conversations conversations = new Conversations();
        try (Lifecycle lifecycle = start(listeners, conversations)) {
            out.announce(listeners.all());
            if (arguments.notify) {
                notifyInBackground(lifecycle, listeners);
            }
            try {
                new Serving(new Incoming(lifecycle), conversations, out, err).serve(listeners.all());
            } catch (IllegalStateException closed) {
                // a signal may close a listener before its thread has it
                if (!lifecycle.isEnding()) {
                    throw closed;
                }
            }
        }
    }

    private Lifecycle start(Listeners listeners, Conversations conversations) throws IOException {
        Lifecycle.Builder lifecycle = Lifecycle.of(listeners).onEnd(conversations::end);
        if (arguments.idleExit != null) {
            lifecycle.exitWhenIdle(arguments.idleExit);
        }
        if (arguments.drain != null) {
            lifecycle.drain(arguments.drain);
        }
        if (arguments.notify) {
            lifecycle.watchdog(HealthCheck.through(conversations::execute));
            lifecycle.onReload(() -> err.println("echo-daemon: reloaded: it has no configuration"));
        }
        return lifecycle.start();
    }

    /** Notifying loads JNA, which the first client need not wait for. */
    private void notifyInBackground(Lifecycle lifecycle, Listeners listeners) {
        Thread thread = new Thread(
                () -> {
                    try {
                        lifecycle.ready();
                        lifecycle.status("Serving " + listeners);
                    } catch (IOException | RuntimeException e) {
                        err.println("echo-daemon: " + e.getMessage());
                    }
                },
                "echo notify");
        thread.setDaemon(true);
        thread.start();
    }
}
