package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import dev.doorbell.spec.Kind;
import java.util.List;

/** What this program says before it serves. */
final class Announcement {
    private Announcement() {}

    /**
     * Says where the listeners are, and that it is ready. Where a connection is standard output, these lines go nowhere:
     * Doorbell keeps them from its client.
     *
     * @throws IllegalStateException if one cannot be served
     */
    static void print(List<Listener> listeners, Lines out) {
        for (Listener listener : listeners) {
            if (listener.kind() == Kind.FILE || listener.kind() == Kind.OTHER) {
                throw new IllegalStateException(
                        listener + " is of no kind that this program can serve. Pass a socket, a"
                                + " FIFO, a device or a message queue.");
            }
        }
        for (Listener listener : listeners) {
            out.print(Json.listening(listener));
        }
        out.print("ready");
    }
}
