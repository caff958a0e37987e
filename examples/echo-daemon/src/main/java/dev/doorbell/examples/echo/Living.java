package dev.doorbell.examples.echo;

import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.HealthCheck;
import dev.doorbell.lifecycle.Lifecycle;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** Serves as a service that knows its manager: it tells when it is ready and well, and ends without losing a client. */
final class Living {
    private final Arguments arguments;
    private final Lines out;
    private final PrintStream err;

    Living(Arguments arguments, Lines out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    /** Whether anything was asked for that needs this: without it, a program starts with fewer classes. */
    static boolean isWanted(Arguments arguments) {
        return arguments.notifies()
                || arguments.idleExit() != null
                || arguments.drain() != null
                || System.getenv(Lifecycle.IDLE_EXIT) != null;
    }

    void serve(Listeners listeners) throws IOException {
        Conversations conversations = new Conversations();
        try (Lifecycle life = life(listeners, conversations)) {
            Announcement.print(listeners.all(), out);
            if (arguments.notifies()) {
                tellInTheBackground(life, listeners);
            }
            serve(listeners, life, conversations);
        }
    }

    private void serve(Listeners listeners, Lifecycle life, Conversations conversations) throws IOException {
        try {
            new Serving(new GuardedDoor(life), conversations, out, err).serve(listeners.all());
        } catch (IllegalStateException closed) {
            // a signal may come before the first thread has its listener
            if (!life.isEnding()) {
                throw closed;
            }
        }
    }

    private Lifecycle life(Listeners listeners, Conversations conversations) throws IOException {
        Lifecycle.Builder life = Lifecycle.of(listeners).onEnd(conversations::end);
        Duration idleExit = arguments.idleExit();
        if (idleExit != null) {
            life.exitWhenIdle(idleExit);
        }
        Duration drain = arguments.drain();
        if (drain != null) {
            life.drain(drain);
        }
        if (arguments.notifies()) {
            life.watchdog(HealthCheck.through(conversations::execute));
            life.onReload(() -> err.println("echo-daemon: reloaded, though there is nothing to configure"));
        }
        return life.start();
    }

    /** Telling takes JNA, which the first client need not wait for. */
    private void tellInTheBackground(Lifecycle life, Listeners listeners) {
        Thread thread = new Thread(
                () -> {
                    try {
                        life.ready();
                        life.status("Serving " + listeners);
                    } catch (IOException | RuntimeException e) {
                        err.println("echo-daemon: " + e.getMessage());
                    }
                },
                "echo notify");
        thread.setDaemon(true);
        thread.start();
    }
}
