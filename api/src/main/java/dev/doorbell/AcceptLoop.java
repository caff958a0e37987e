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
        backoff.succeeded();
        try {
            handler.handle(connection.get());
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, connection.get());
            failed(e);
        }
        return true;
    }

    /** A client that has gone is no reason to end, and neither is a thread pool that is full. */
    private void failed(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        Log.warn("A connection on " + listener + " was closed, as serving it failed: " + failure);
    }

    private boolean waitOut(IOException failure) {
        if (backoff.isFirst()) {
            Log.warn("No connection can be accepted on " + listener + ": " + failure.getMessage()
                    + ". Trying again. If too many files are open, raise the limit (LimitNOFILE= in a systemd unit,"
                    + " ulimit -n).");
        }
        return backoff.failed();
    }
}
