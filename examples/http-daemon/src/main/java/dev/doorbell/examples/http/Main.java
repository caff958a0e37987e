package dev.doorbell.examples.http;

import dev.doorbell.Address;
import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import java.io.PrintStream;

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
            WebServer server = new WebServer(listeners.all(), Site.of(arguments.directory()), () -> () -> {});
            server.start();
            for (Listener listener : listeners.all()) {
                out.println("Serving " + arguments.directory() + " on " + url(listener) + " (" + listener.name()
                        + ", from " + listener.origin().provider() + ")");
            }
            out.println("ready");
            Runtime.getRuntime().addShutdownHook(new Shutdown(server, listeners, arguments.drain()));
            server.join();
        }
    }

    private static String url(Listener listener) {
        return "http://" + listener.address().map(Address::toString).orElse("?") + "/";
    }

    private int complain(Throwable failure, int status) {
        String message = failure.getMessage();
        err.println("http-daemon: " + (message == null ? failure : message));
        return status;
    }
}
