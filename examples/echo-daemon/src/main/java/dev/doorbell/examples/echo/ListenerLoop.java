package dev.doorbell.examples.echo;

import dev.doorbell.Backoff;
import dev.doorbell.Listener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channel;

/** Serves a listener until it is closed. A failure is reported once, and retried after a pause. */
abstract class ListenerLoop implements Runnable {
    final Listener listener;
    final Incoming incoming;
    private final Channel channel;
    private final PrintStream err;
    private final Backoff backoff = new Backoff();
    private String reported = "";

    ListenerLoop(Listener listener, Incoming incoming, PrintStream err) {
        this.listener = listener;
        this.incoming = incoming;
        this.channel = listener.channel();
        this.err = err;
    }

    /** Serves what arrives next. {@return whether more may arrive} */
    abstract boolean serveNext() throws IOException;

    @Override
    public final void run() {
        while (channel.isOpen()) {
            try {
                if (!serveNext()) {
                    return;
                }
                backoff.succeeded();
            } catch (IOException e) {
                waitOut(e);
            }
        }
    }

    /** Does nothing if the channel is closed, which is how the program ends. */
    final void waitOut(IOException failure) {
        if (channel.isOpen()) {
            report(failure);
            // no interrupt comes here; after one, the next call on the channel would close it, which ends the loop
            boolean unused = backoff.failed();
        }
    }

    private void report(IOException failure) {
        if (!failure.toString().equals(reported)) {
            reported = failure.toString();
            err.println("echo-daemon: " + listener + ": " + failure);
        }
    }
}
