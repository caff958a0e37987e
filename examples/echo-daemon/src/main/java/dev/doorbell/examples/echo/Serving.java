package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Serves listeners, each in the way of its kind. */
final class Serving {
    private final Incoming incoming;
    private final Conversations conversations;
    private final Output out;
    private final PrintStream err;

    Serving(Incoming incoming, Conversations conversations, Output out, PrintStream err) {
        this.incoming = incoming;
        this.conversations = conversations;
        this.out = out;
        this.err = err;
    }

    /**
     * Serves in the calling thread and those it starts. Returns when a connection that the service manager passed has
     * ended, since a process serves one such connection ({@code Accept=yes} in {@code systemd.socket(5)}).
     */
    void serve(List<Listener> listeners) throws IOException {
        for (Listener listener : listeners) {
            if (listener.kind() == Kind.CONNECTION) {
                conversations.addOnly(incoming.accept(listener));
            } else {
                new Thread(loop(listener), "echo " + listener.name()).start();
            }
        }
        conversations.run();
    }

    private ListenerLoop loop(Listener listener) {
        return switch (listener.kind()) {
            case TCP, UNIX_STREAM, UNIX_SEQPACKET -> new Acceptor(listener, incoming, conversations, err);
            case UDP, UNIX_DATAGRAM -> new DatagramEcho(listener, incoming, err);
            case FIFO, SPECIAL, NETLINK, MESSAGE_QUEUE -> new Printer(listener, incoming, out, err);
            case CONNECTION, FILE, OTHER -> throw unservable(listener);
        };
    }

    static IllegalStateException unservable(Listener listener) {
        return new IllegalStateException(
                "cannot serve " + listener + ". Pass a socket, a FIFO, a device or a message queue.");
    }
}
