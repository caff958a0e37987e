package dev.doorbell.examples.http;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Entry point. Opens the listeners that the arguments name, and serves a directory until a signal or idleness ends it. */
public final class Main {
    private static final int FAILED = 1;
    private static final int UNUSABLE_ARGUMENTS = 2;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the daemon.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new Main(System.out, System.err).run(args));
    }

    /** {@return the exit status, at the end} */
    int run(String[] args) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments.help) {
                out.println(Arguments.USAGE);
            } else {
                serve(arguments);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            return complain(e, UNUSABLE_ARGUMENTS);
        } catch (Exception | Error e) {
            return complain(e, FAILED);
        }
    }

    private void serve(Arguments arguments) throws Exception {
        try (Listeners listeners = Doorbell.open(arguments.specs.toArray(new ListenerSpec[0]))) {
            WebServer server = new WebServer(listeners.all(), Site.of(arguments.directory));
            Lifecycle.Builder plan = Lifecycle.of(listeners)
                    .drain(arguments.drain)
                    .intake(server)
                    .watchdog(server::isWell)
                    .onEnd(server::stop);
            if (arguments.idleExit != null) {
                plan.exitWhenIdle(arguments.idleExit);
            }
            try (Lifecycle life = plan.start()) {
                start(server, life);
                announce(arguments.directory, listeners.all(), life);
                life.awaitEnd();
            }
        }
    }

    /** Starts the server. That is work in progress: no idle exit interrupts it. */
    private static void start(WebServer server, Lifecycle life) throws Exception {
        Work starting = life.begin();
        try {
            server.start(life::begin);
        } finally {
            starting.close();
        }
    }

    /** Announces readiness. Clients are served already. */
    private void announce(Path directory, List<Listener> listeners, Lifecycle life) throws IOException {
        StringBuilder status = new StringBuilder("Serving ").append(directory).append(" on");
        for (Listener listener : listeners) {
            status.append(" http://")
                    .append(listener.address().map(Address::toString).orElse("?"))
                    .append('/');
        }
        life.status(status.toString());
        life.ready();
        out.println(status);
        out.println("ready");
    }

    private int complain(Throwable failure, int status) {
        String message = failure.getMessage();
        err.println("http-daemon: " + (message == null ? failure : message));
        return status;
    }
}
