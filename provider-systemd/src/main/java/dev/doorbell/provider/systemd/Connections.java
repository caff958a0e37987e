package dev.doorbell.provider.systemd;

import dev.doorbell.Kind;
import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.descriptors.ClaimLedger;
import dev.doorbell.descriptors.DescriptorFacts;
import dev.doorbell.descriptors.StandardInputHandle;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The one connection that a process was started for. */
final class Connections {
    private Connections() {}

    /**
     * Of what {@code LISTEN_FDS} announces: {@code Accept=yes} of {@code systemd.socket(5)} passes one connection.
     *
     * @throws IllegalStateException if there are several
     */
    static Optional<Listener> among(List<Listener> passed) {
        Listener connection = null;
        for (Listener listener : passed) {
            if (listener.kind() == Kind.CONNECTION) {
                if (connection != null) {
                    throw new IllegalStateException("One connection was expected, and systemd passed " + connection
                            + " and " + listener + ". Ask for each by its name, with a spec that is the bare name.");
                }
                connection = listener;
            }
        }
        return Optional.ofNullable(connection);
    }

    /**
     * As inetd passes it, where it does not wait for the program; where it does, standard input is the listener itself.
     * {@code StandardInput=socket} of {@code systemd.exec(5)} sets no {@code LISTEN_*}.
     */
    static Optional<Listener> standardInput(ProcessContext process) throws IOException {
        DescriptorFacts facts = DescriptorFacts.of(StandardInputHandle.NUMBER);
        if (facts.socket().isEmpty() || facts.kind() == Kind.OTHER) {
            return Optional.empty();
        }
        ClaimLedger ledger = new ClaimLedger(process.properties());
        return Optional.of(new Listener(
                "connection",
                facts.kind(),
                facts.address().orElse(null),
                Origin.inherited(SystemdProvider.NAME, facts.number()),
                new StandardInputHandle(ledger.entry("fd." + facts.number(), "The socket on standard input (fd 0)"))));
    }
}
