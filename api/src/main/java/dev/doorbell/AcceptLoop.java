package dev.doorbell;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Accepts connections until the listener is closed, whatever one of them runs into. */
final class AcceptLoop {
    private final Listener listener;
    private final ConnectionHandler<? super SocketChannel> handler;
    private final Backoff backoff = new Backoff();

    AcceptLoop(Listener listener, ConnectionHandler<? super SocketChannel> handler) {
        this.listener = listener;
        this.handler = handler;
    }

    void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = handleNext();
            } catch (ClosedChannelException | IllegalStateException closed) {
                return;
            } catch (IOException e) {
                goesOn = waitOut(e);
            }
        }
    }

    private boolean handleNext() throws IOException {
        Optional<SocketChannel> connection = listener.accept();
        if (connection.isEmpty()) {
            return false;
        }
        return handle(connection.get());
    }

    /** A client that has gone is no reason to end, and neither is a pool that is full, or a system without a thread more. */
    private boolean handle(SocketChannel connection) {
        try {
            handler.handle(connection);
            backoff.succeeded();
            return true;
        } catch (IOException | RuntimeException e) {
            failed(connection, e);
            return true;
        } catch (Error e) {
            failed(connection, e);
            return backoff.failed();
        }
    }

    private void failed(SocketChannel connection, Throwable failure) {
        Closing.after(failure, connection);
        Log.warnInShortage("A connection on " + listener + " was closed, as serving it failed: " + failure);
    }

    private boolean waitOut(IOException failure) {
        return backoff.failed("No connection can be accepted on " + listener + ": " + failure.getMessage()
                + ". Trying again. If too many files are open, raise the limit (LimitNOFILE= in a systemd unit,"
                + " ulimit -n).");
    }
}
