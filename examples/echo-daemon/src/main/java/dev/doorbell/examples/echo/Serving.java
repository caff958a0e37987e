package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/** Picks the way of serving for each kind of listener. */
final class Serving {
    private final Lines out;
    private final PrintStream err;

    Serving(Lines out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Serves in the calling thread and those it starts. Returns when a connection that the service manager passed has
     * ended, since that was the one thing to serve ({@code Accept=yes} in {@code systemd.socket(5)}).
     */
    void serve(List<Listener> listeners) throws IOException {
        Conversations conversations = new Conversations();
        for (Listener listener : listeners) {
            start(listener, conversations);
        }
        conversations.run();
    }

    private void start(Listener listener, Conversations conversations) {
        switch (listener.kind()) {
            case TCP, UNIX_STREAM, UNIX_SEQPACKET ->
                start(listener, new Acceptor(listener.serverSocketChannel(), conversations, trouble(listener)));
            case UDP, UNIX_DATAGRAM -> start(listener, new DatagramEcho(listener.datagramChannel(), trouble(listener)));
            case FIFO -> print(listener, listener.readableByteChannel());
            case SPECIAL, NETLINK, MESSAGE_QUEUE -> print(listener, listener.byteChannel());
            case CONNECTION -> conversations.addTheOnly(listener.socketChannel());
            case OTHER -> throw new IllegalStateException(listener + " is of no kind that this program can serve.");
        }
    }

    private void print(Listener listener, ReadableByteChannel channel) {
        start(listener, new Printer(listener.name(), channel, out, trouble(listener)));
    }

    private Trouble trouble(Listener listener) {
        return new Trouble(listener.toString(), err);
    }

    private static void start(Listener listener, Runnable work) {
        new Thread(work, "echo " + listener.name()).start();
    }
}
