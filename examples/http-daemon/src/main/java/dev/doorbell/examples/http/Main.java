package dev.doorbell.examples.http;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.jetty.JettyLifecycle;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

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
            Lifecycle.Builder plan = Lifecycle.of(listeners).drain(arguments.drain);
            if (arguments.idleExit != null) {
                plan.exitWhenIdle(arguments.idleExit);
            }
            Server server = WebServer.of(listeners.all(), Site.of(arguments.directory));
            JettyLifecycle jetty = new JettyLifecycle(server, plan);
            String status = status(arguments.directory, listeners.all());
            server.addEventListener(new Status(status, jetty));
            server.addEventListener(jetty);
            server.start();
            out.println(status);
            out.println("ready");
            jetty.lifecycle().awaitEnd();
        }
    }

    private static String status(Path directory, List<Listener> listeners) {
        StringBuilder status = new StringBuilder("Serving ").append(directory).append(" on");
        for (Listener listener : listeners) {
            status.append(" http://")
                    .append(listener.address().map(Address::toString).orElse("?"))
                    .append('/');
        }
        return status.toString();
    }

    private int complain(Throwable failure, int status) {
        String message = failure.getMessage();
        err.println("http-daemon: " + (message == null ? failure : message));
        return status;
    }

    /** Tells the service manager what is served, before it is told that the server is ready. */
    private static final class Status implements LifeCycle.Listener {
        private final String text;
        private final JettyLifecycle jetty;

        Status(String text, JettyLifecycle jetty) {
            this.text = text;
            this.jetty = jetty;
        }

        @Override
        public void lifeCycleStarted(LifeCycle server) {
            try {
                jetty.lifecycle().status(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
