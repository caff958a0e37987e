package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Picks the way of serving for each kind of listener. */
final class Serving {
    private final Door door;
    private final Conversations conversations;
    private final Lines out;
    private final PrintStream err;

    Serving(Door door, Conversations conversations, Lines out, PrintStream err) {
        this.door = door;
        this.conversations = conversations;
        this.out = out;
        this.err = err;
    }

    /**
     * Serves in the calling thread and those it starts. Returns when a connection that the service manager passed has
     * ended, since that was the one thing to serve ({@code Accept=yes} in {@code systemd.socket(5)}).
     */
    void serve(List<Listener> listeners) throws IOException {
        for (Listener listener : listeners) {
            start(listener);
        }
        conversations.run();
    }

    private void addTheOnly(Listener connection) throws IOException {
        Door.Client client = door.accept(connection);
        if (client == null) {
            conversations.end();
        } else {
            conversations.addTheOnly(client);
        }
    }

    private void start(Listener listener) throws IOException {
        switch (listener.kind()) {
            case TCP, UNIX_STREAM, UNIX_SEQPACKET ->
                start(listener, new Acceptor(listener, door, conversations, trouble(listener)));
            case UDP, UNIX_DATAGRAM -> start(listener, new DatagramEcho(listener, door, trouble(listener)));
            case FIFO, SPECIAL, NETLINK, MESSAGE_QUEUE ->
                start(listener, new Printer(listener, door, out, trouble(listener)));
            case CONNECTION -> addTheOnly(listener);
            case FILE, OTHER ->
                throw new IllegalStateException(listener + " is of no kind that this program can serve.");
        }
    }

    private Trouble trouble(Listener listener) {
        return new Trouble(listener.toString(), err);
    }

    private static void start(Listener listener, Runnable work) {
        new Thread(work, "echo " + listener.name()).start();
    }
}
