package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.IOException;
import java.io.PrintStream;

/** Accepts connections. While too many files are open, clients wait in the backlog. */
final class Acceptor extends ListenerLoop {
    private final Listener listener;
    private final Admission admission;
    private final Conversations conversations;

    Acceptor(Listener listener, Admission admission, Conversations conversations, PrintStream err) {
        super(listener, err);
        this.listener = listener;
        this.admission = admission;
        this.conversations = conversations;
    }

    @Override
    boolean serveNext() throws IOException {
        Admission.Client client = admission.accept(listener);
        if (client == null) {
            return false;
        }
        conversations.add(client);
        return true;
    }
}
