package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.junit.Activated;
import java.util.Collections;
import java.util.List;

/** Restarts of a server, each with SIGTERM, while clients connect and ask without a pause. */
public final class Restarts {
    private static final int CLIENTS = 8;

    private Restarts() {}

    /** Restarts the server under clients that all do the same. */
    public static int assertNothingLost(Activated server, String name, Exchange exchange, int times, int expected)
            throws Exception {
        return assertNothingLost(server, name, Collections.nCopies(CLIENTS, exchange), times, expected);
    }

    /**
     * Restarts the server, and checks that no client was refused, reset or cut.
     *
     * @param name the name of the listener that the clients connect to
     * @param clients what each client does again and again
     * @param expected the exit code after each SIGTERM
     * @return the number of requests that were answered
     */
    public static int assertNothingLost(Activated server, String name, List<Exchange> clients, int times, int expected)
            throws Exception {
        try (LoopingClients looping = new LoopingClients(server.address(name), clients)) {
            for (int time = 0; time < times; time++) {
                looping.awaitAnswers(clients.size());
                assertThat(server.stop()).as("exit code: %s", server.output()).isEqualTo(expected);
            }
            looping.awaitAnswers(clients.size());
            assertThat(looping.lost())
                    .as("lost of %s: %s", looping.answered(), server.output())
                    .isEmpty();
            return looping.answered();
        }
    }
}
