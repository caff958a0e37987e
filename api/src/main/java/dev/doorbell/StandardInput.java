package dev.doorbell;

import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Optional;

/**
 * The socket on standard input, which only {@link Doorbell#connection()} takes. It was passed, so {@link Doorbell#open} does
 * not treat it as not passed: it reports it where it binds, or finds nothing, instead.
 */
final class StandardInput {
    private StandardInput() {}

    /** A socket, and the provider that it came from. */
    record Found(Candidate provider, Listener socket) {}

    /** Finds it; empty where there is none, and where no provider can tell. */
    static Optional<Found> in(Providers providers) {
        for (Candidate candidate : providers.ofConnections()) {
            try {
                Optional<ListenerHandle> socket = candidate.loaded().standardInput(providers.process());
                if (socket.isPresent()) {
                    return Optional.of(new Found(
                            candidate,
                            candidate.listeners(List.of(socket.get())).get(0)));
                }
            } catch (IOException | UnsupportedOperationException notTold) {
                // open() does not need it
            } catch (IllegalStateException misspelt) {
                // a setting of the provider, which is an error wherever it is seen
                throw misspelt;
            } catch (RuntimeException | LinkageError e) {
                candidate.warnOfFailure("standard input", e);
            }
        }
        return Optional.empty();
    }

    /** Returns what a message says of it, and what to do; empty where there is none. */
    static String hint(Providers providers) {
        Optional<Found> found = in(providers);
        return found.isEmpty()
                ? ""
                : "Standard input is a socket that was passed: " + found.get().socket()
                        + ". Take it with Doorbell.connection(). "
                        + found.get().provider().loaded().howToPassStandardInput();
    }

    /** Adds the hint to a failure, if there is one. */
    static BindException explained(BindException failure, String hint) {
        if (hint.isEmpty()) {
            return failure;
        }
        BindException explained = new BindException(failure.getMessage() + " " + hint);
        explained.initCause(failure);
        return explained;
    }
}
