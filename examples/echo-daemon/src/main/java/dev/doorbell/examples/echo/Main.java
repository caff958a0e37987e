package dev.doorbell.examples.echo;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Opens the listeners that its arguments name, says where they are, and sends back what it receives, until it is told
 * to end. Up to the line {@code ready} it avoids lambdas, streams and regular expressions: each brings a part of the
 * JDK into the start that this program does not otherwise need.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int UNUSABLE_ARGUMENTS = 2;

    private final Lines out;
    private final PrintStream err;
    private final Shutdown shutdown;

    Main(Lines out, PrintStream err, Shutdown shutdown) {
        this.out = out;
        this.err = err;
        this.shutdown = shutdown;
    }

    /**
     * Runs the daemon.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Shutdown shutdown = new Shutdown();
        shutdown.exit(new Main(new Lines(System.out), System.err, shutdown).run(args));
    }

    /** {@return the exit status, once there is nothing left to serve} */
    int run(String[] args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            return complain(e, UNUSABLE_ARGUMENTS);
        }
        if (arguments.help()) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try {
            serve(arguments);
            return 0;
        } catch (IOException | RuntimeException | Error e) {
            // also an error: with its main thread gone the program would go on accepting, and answer nobody
            return complain(e, FAILED);
        }
    }

    private void serve(Arguments arguments) throws IOException {
        Optional<Listener> connection = arguments.inetd() ? Doorbell.connection() : Optional.empty();
        if (connection.isPresent()) {
            shutdown.closes(connection.get());
            serve(List.of(connection.get()));
            return;
        }
        Listeners listeners = Doorbell.builder()
                .listen(arguments.specs())
                .whenMissing(arguments.whenMissing())
                .whenUnclaimed(arguments.whenUnclaimed())
                .open();
        shutdown.closes(listeners);
        if (Living.isWanted(arguments)) {
            new Living(arguments, out, err).serve(listeners);
        } else {
            serve(listeners.all());
        }
    }

    private void serve(List<Listener> listeners) throws IOException {
        Announcement.print(listeners, out);
        new Serving(new OpenDoor(), new Conversations(), out, err).serve(listeners);
    }

    private int complain(Throwable failure, int status) {
        String message = failure.getMessage();
        err.println("echo-daemon: " + (message == null ? failure : message));
        return status;
    }
}
