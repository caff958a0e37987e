package dev.doorbell.lifecycle;

import dev.doorbell.Backoff;
import dev.doorbell.ConnectionHandler;
import dev.doorbell.Listener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/** Accepts connections as work in progress, until nothing more is to be taken in. */
final class AdmissionLoop {
    private final Admission admission;
    private final Listener listener;
    private final ConnectionHandler<? super Accepted> handler;
    private final Backoff backoff = new Backoff();

    AdmissionLoop(Admission admission, Listener listener, ConnectionHandler<? super Accepted> handler) {
        this.admission = admission;
        this.listener = listener;
        this.handler = handler;
    }

    void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                Optional<Accepted> connection = admission.accept(listener);
                goesOn = connection.isPresent() && handle(connection.get());
            } catch (ClosedChannelException | InterruptedIOException | IllegalStateException ended) {
                return;
            } catch (IOException e) {
                goesOn = waitOut(e);
            }
        }
    }

    /** Ends with the connection closed, where the handler fails. */
    private boolean handle(Accepted connection) {
        boolean goesOn = true;
        try {
            handler.handle(connection);
            backoff.succeeded();
        } catch (IOException | RuntimeException e) {
            failed(connection, e);
        } catch (Error e) {
            // no thread more, for one
            failed(connection, e);
            goesOn = backoff.failed();
        }
        return goesOn;
    }

    private void failed(Accepted connection, Throwable failure) {
        try {
            connection.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        // through the one that knows how to warn where too many files are open
        boolean unused =
                new Backoff().failed("A connection on " + listener + " was closed, as serving it failed: " + failure);
    }

    private boolean waitOut(IOException failure) {
        return backoff.failed(
                "No connection can be accepted on " + listener + ": " + failure.getMessage() + ". Trying again.");
    }
}
