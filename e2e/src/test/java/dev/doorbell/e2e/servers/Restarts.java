package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;

/** Restarts of a server, each with SIGTERM, while clients connect and ask without a pause. */
public final class Restarts {
    private static final int CLIENTS = 8;

    private Restarts() {}

    /** Restarts the server under clients that all do the same. */
    public static int assertNothingLost(Holder holder, List<String> command, Exchange exchange, int times, int expected)
            throws Exception {
        return assertNothingLost(holder, command, Collections.nCopies(CLIENTS, exchange), times, expected);
    }

    /**
     * Restarts the server, and checks that no client was refused, reset or cut.
     *
     * @param holder holds the listeners; the clients connect to the first
     * @param clients what each client does again and again
     * @param expected the exit code after each SIGTERM
     * @return the number of requests that were answered
     */
    public static int assertNothingLost(
            Holder holder, List<String> command, List<Exchange> clients, int times, int expected) throws Exception {
        HeldServer server = holder.start(command);
        try (LoopingClients looping = new LoopingClients(holder.address(0), clients)) {
            for (int time = 0; time < times; time++) {
                looping.awaitAnswers(clients.size());
                assertThat(server.terminate())
                        .as("exit code: %s", server.output())
                        .isEqualTo(expected);
                server = holder.start(command);
            }
            looping.awaitAnswers(clients.size());
            assertThat(looping.lost())
                    .as("lost of %s: %s", looping.answered(), server.output())
                    .isEmpty();
            return looping.answered();
        } finally {
            server.close();
        }
    }
}
