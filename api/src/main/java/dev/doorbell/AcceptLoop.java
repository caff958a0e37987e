package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.util.Optional;

/**
 * A loop that accepts connections until there is none any more, whichever of them fails: that of {@link Listener#acceptAll}
 * and {@code Lifecycle.acceptAll}, for programs that accept from something else. For one thread.
 *
 * @param <C> what is accepted
 */
public final class AcceptLoop<C extends Closeable> {
    /**
     * A source of connections.
     *
     * @param <C> what is accepted
     */
    @FunctionalInterface
    public interface Source<C> {
        /**
         * Waits for the next connection.
         *
         * @return the connection; empty if there is no further one
         * @throws ClosedChannelException if it is closed, which ends the loop
         * @throws IllegalStateException if it was closed before, which ends the loop; {@link IllegalBlockingModeException} is
         *     passed on
         * @throws IOException if accepting fails; it is called again after a pause, unless its thread was interrupted
         */
        Optional<C> next() throws IOException;
    }

    private final String name;
    private final Source<C> source;
    private final ConnectionHandler<? super C> handler;
    private final Backoff accepting = new Backoff();
    private final Backoff serving = new Backoff();
    private boolean servingFails;

    /**
     * A loop that has yet to run.
     *
     * @param name what the log calls the source
     * @param source where connections come from
     * @param handler what serves each connection, or hands it on
     */
    public AcceptLoop(String name, Source<C> source, ConnectionHandler<? super C> handler) {
        this.name = name;
        this.source = source;
        this.handler = handler;
    }

    static void checkBlocks(SelectableChannel source) {
        if (!source.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    /**
     * Accepts and serves until there is no further connection, or this thread is interrupted, which stays so.
     *
     * @throws IllegalBlockingModeException as of the source
     */
    public void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = handleNext();
            } catch (IllegalBlockingModeException open) {
                throw open;
            } catch (ClosedChannelException | IllegalStateException closed) {
                return;
            } catch (IOException e) {
                goesOn = waitOut(e);
            }
        }
    }

    private boolean handleNext() throws IOException {
        Optional<C> connection = source.next();
        if (connection.isEmpty()) {
            return false;
        }
        accepting.succeeded();
        return handle(connection.get());
    }

    /** Continues after a client that has gone, with a pool that is full, and where the system has no thread left. */
    private boolean handle(C connection) {
        try {
            handler.handle(connection);
            serving.succeeded();
            servingFails = false;
            return true;
        } catch (IOException | RuntimeException e) {
            failed(connection, e);
            return true;
        } catch (Error e) {
            failed(connection, e);
            return serving.failed();
        }
    }

    /** Logs the failure once until a handler succeeds: a client that makes it fail could fill the disk otherwise. */
    private void failed(C connection, Throwable failure) {
        Closing.after(failure, connection);
        if (!servingFails) {
            servingFails = true;
            Log.warnInShortage("A connection on " + name + " was closed, as serving it failed: " + failure
                    + ". Further ones are not logged until one is served.");
        }
    }

    private boolean waitOut(IOException failure) {
        if (failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            return false;
        }
        String message = "cannot accept a connection on " + name + ": " + failure.getMessage();
        return accepting.failed(
                message.endsWith(".")
                        ? message + " Trying again."
                        : message + ". Trying again. If too many files are open, raise the limit (LimitNOFILE= in a"
                                + " systemd unit, ulimit -n).");
    }
}
