package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Restarts of a server, each with SIGTERM, while clients connect and ask without a pause. */
public final class Restarts {
    private static final int CLIENTS = 8;

    private Restarts() {}

    /**
     * Restarts the server, and checks that no client was refused, reset or cut.
     *
     * @param holder holds the listeners; the clients connect to the first
     * @param expected the exit code after each SIGTERM
     * @return the number of requests that were answered
     */
    public static int assertNothingLost(Holder holder, List<String> command, Exchange exchange, int times, int expected)
            throws Exception {
        HeldServer server = holder.start(command);
        try (LoopingClients clients = new LoopingClients(CLIENTS, holder.address(0), exchange)) {
            for (int time = 0; time < times; time++) {
                clients.awaitAnswers(CLIENTS);
                assertThat(server.terminate())
                        .as("exit code: %s", server.output())
                        .isEqualTo(expected);
                server = holder.start(command);
            }
            clients.awaitAnswers(CLIENTS);
            assertThat(clients.lost())
                    .as("lost of %s: %s", clients.answered(), server.output())
                    .isEmpty();
            return clients.answered();
        } finally {
            server.close();
        }
    }
}
