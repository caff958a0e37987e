package dev.doorbell.examples.http;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens the listeners that its arguments name, and serves a directory on them until it is told to end, or is idle for as
 * long as it was told.
 */
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

    /** {@return the exit status, once everything is served that there was} */
    int run(String[] args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            return complain(e, UNUSABLE_ARGUMENTS);
        }
        if (arguments.help()) {
            out.println(Arguments.USAGE);
            return 0;
        }
        try {
            serve(arguments);
            return 0;
        } catch (Exception | Error e) {
            return complain(e, FAILED);
        }
    }

    private void serve(Arguments arguments) throws Exception {
        try (Listeners listeners = Doorbell.open(arguments.specs())) {
            WebServer server = new WebServer(listeners.all(), Site.of(arguments.directory()));
            Lifecycle.Builder plan = Lifecycle.of(listeners)
                    .drain(arguments.drain())
                    .intake(server)
                    .watchdog(server::isWell)
                    .onEnd(server::stop);
            // otherwise the unit may have set one
            arguments.idleExit().ifPresent(plan::exitWhenIdle);
            try (Lifecycle life = plan.start()) {
                start(server, life);
                announce(arguments.directory(), listeners.all(), life);
                life.awaitEnd();
            }
        }
    }

    /** A start is work too, which no end comes between. */
    private static void start(WebServer server, Lifecycle life) throws Exception {
        Work starting = life.begin();
        try {
            server.start(life::begin);
        } finally {
            starting.close();
        }
    }

    /** Clients are served already while the service manager is told. */
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
