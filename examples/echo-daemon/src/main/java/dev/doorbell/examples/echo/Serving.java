package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Serves listeners, each in the way of its kind. */
final class Serving {
    private final Admission admission;
    private final Conversations conversations;
    private final Output out;
    private final PrintStream err;

    Serving(Admission admission, Conversations conversations, Output out, PrintStream err) {
        this.admission = admission;
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
                conversations.addOnly(admission.accept(listener));
            } else {
                new Thread(loop(listener), "echo " + listener.name()).start();
            }
        }
        conversations.run();
    }

    private ListenerLoop loop(Listener listener) {
        return switch (listener.kind()) {
            case TCP, UNIX_STREAM, UNIX_SEQPACKET -> new Acceptor(listener, admission, conversations, err);
            case UDP, UNIX_DATAGRAM -> new DatagramEcho(listener, admission, err);
            case FIFO, SPECIAL, NETLINK, MESSAGE_QUEUE -> new Printer(listener, admission, out, err);
            case CONNECTION, FILE, OTHER -> throw new IllegalStateException("cannot serve " + listener);
        };
    }
}
