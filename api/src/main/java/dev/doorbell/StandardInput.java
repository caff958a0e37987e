package dev.doorbell;

import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ProcessContext;
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

    /** The provider that it came from, with the socket itself. */
    record Found(Candidate provider, Listener socket) {}

    /** Empty where there is none, and where it cannot be told. */
    static Optional<Found> in(ProcessContext process, Selection selection) {
        for (Candidate candidate : selection.whichMayHaveConnections()) {
            try {
                Optional<ListenerHandle> socket = candidate.loaded().standardInput(process);
                if (socket.isPresent()) {
                    return Optional.of(new Found(
                            candidate,
                            candidate.listeners(List.of(socket.get())).get(0)));
                }
            } catch (IOException | UnsupportedOperationException notTold) {
                // open() does not need it
            }
        }
        return Optional.empty();
    }

    /** A sentence for a message, and what to do; empty where there is none. */
    static String hint(ProcessContext process, Selection selection) {
        Optional<Found> found = in(process, selection);
        return found.isEmpty()
                ? ""
                : "Standard input is a socket that was passed: " + found.get().socket()
                        + ". Take it with Doorbell.connection(), or "
                        + found.get().provider().loaded().insteadOfStandardInput() + ".";
    }

    /** The failure with the hint, if there is one. */
    static BindException explained(BindException failure, String hint) {
        if (hint.isEmpty()) {
            return failure;
        }
        BindException explained = new BindException(failure.getMessage() + " " + hint);
        explained.initCause(failure);
        return explained;
    }
}
