package dev.doorbell.examples.echo;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Entry point. Opens the listeners that the arguments name, announces them, and echoes what they receive until a signal ends
 * the program. Up to the line {@code ready} it avoids lambdas, streams and regular expressions, each of which loads a part of
 * the JDK that this program does not need otherwise.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int UNUSABLE_ARGUMENTS = 2;

    private final Output out;
    private final PrintStream err;
    private final Shutdown shutdown;

    Main(Output out, PrintStream err, Shutdown shutdown) {
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
        shutdown.exit(new Main(new Output(System.out), System.err, shutdown).run(args));
    }

    /** {@return the exit status, once there is nothing more to serve} */
    int run(String[] args) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments.help) {
                out.print(Arguments.USAGE);
            } else {
                serve(arguments);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            return complain(e, UNUSABLE_ARGUMENTS);
        } catch (IOException | RuntimeException | Error e) {
            // an error too: without its main thread, the program would accept connections and answer none
            return complain(e, FAILED);
        }
    }

    private void serve(Arguments arguments) throws IOException {
        Optional<Listener> connection = arguments.inetd ? Doorbell.connection() : Optional.empty();
        if (connection.isPresent()) {
            shutdown.closes(connection.get());
            serve(List.of(connection.get()));
            return;
        }
        Listeners listeners = Doorbell.builder()
                .listen(arguments.specs.toArray(new ListenerSpec[0]))
                .whenMissing(arguments.whenMissing)
                .whenUnclaimed(arguments.whenUnclaimed)
                .open();
        shutdown.closes(listeners);
        if (ManagedServing.isWanted(arguments)) {
            new ManagedServing(arguments, out, err).serve(listeners);
        } else {
            serve(listeners.all());
        }
    }

    private void serve(List<Listener> listeners) throws IOException {
        out.announce(listeners);
        new Serving(new Incoming(null), new Conversations(), out, err).serve(listeners);
    }

    private int complain(Throwable failure, int status) {
        String message = failure.getMessage();
        err.println("echo-daemon: " + (message == null ? failure : message));
        return status;
    }
}
