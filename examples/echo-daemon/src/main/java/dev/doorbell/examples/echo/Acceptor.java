package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.IOException;
import java.io.PrintStream;

/** Accepts connections. While too many files are open, clients wait in the backlog. */
final class Acceptor extends ListenerLoop {
    private final Conversations conversations;

    Acceptor(Listener listener, Incoming incoming, Conversations conversations, PrintStream err) {
        super(listener, incoming, err);
        this.conversations = conversations;
    }

    @Override
    boolean serveNext() throws IOException {
        Incoming.Client client = incoming.accept(listener);
        if (client == null) {
            return false;
        }
        conversations.add(client);
        return true;
    }
}
