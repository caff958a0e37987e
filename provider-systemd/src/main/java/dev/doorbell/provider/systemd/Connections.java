package dev.doorbell.provider.systemd;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.StandardInputHandle;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The one connection that a process was started for.
 *
 * <p>A connection that was passed is never treated as not passed: a program that is told so binds a listener of its own.
 * One whose client has reset it is served, and its read fails or ends; one of a family that no channel serves is an error.
 */
final class Connections {
    private static final String PROPERTY = "doorbell.systemd.stdin";
    private static final String PAIR = "pair";

    /** The property of the ledger with the key that the claim of the connection has there. */
    private static final String KEY = "doorbell.connection";

    private Connections() {}

    /**
     * Checks that the connection of this process, which has only one, is not taken.
     *
     * @throws IllegalStateException if it is: an answer that there is none would let the caller bind instead
     */
    static void checkIsFree(ProcessContext process) {
        Properties ledger = process.properties();
        String key = ledger.getProperty(KEY);
        if (key != null && DescriptorClaim.holder(ledger, key).isPresent()) {
            new DescriptorClaim(ledger, key, "The connection that this process was started for").take();
        }
    }

    /** Notes the connection of a process, however it is taken: the claim of its descriptor is the right to it. */
    static void remember(Properties ledger, ListenerHandle connection) {
        ledger.setProperty(KEY, SystemdSource.key(connection.descriptor().orElseThrow()));
    }

    /**
     * Finds the connection among the listeners that {@code LISTEN_FDS} announces: {@code Accept=yes} of {@code systemd.socket(5)}
     * passes one.
     *
     * @throws IllegalStateException if there are several
     */
    static Optional<ListenerHandle> among(List<ListenerHandle> passed) throws IOException {
        ListenerHandle connection = null;
        for (ListenerHandle listener : passed) {
            if (isConnection(listener)) {
                if (connection != null) {
                    throw new IllegalStateException("expected one connection, but systemd passed " + text(connection)
                            + " and " + text(listener)
                            + ". Ask for each by its name, with a spec that is the bare name.");
                }
                connection = listener;
            }
        }
        return Optional.ofNullable(connection);
    }

    private static boolean isConnection(ListenerHandle passed) throws IOException {
        return passed.kind() == Kind.CONNECTION
                || (passed.kind() == Kind.OTHER && facts(passed).isConnection());
    }

    /**
     * Checks that a channel can serve the connection.
     *
     * @throws UnsupportedOperationException if none can, as of {@code AF_VSOCK}
     */
    static void checkIsServed(ListenerHandle connection) throws IOException {
        if (connection.kind() != Kind.OTHER) {
            return;
        }
        int number = connection.descriptor().orElseThrow();
        throw new UnsupportedOperationException("fd " + number
                + " was passed as the connection of this process, and is "
                + facts(connection).description() + ", which no channel of the JDK serves. Listen on TCP or UNIX"
                + " (ListenStream= of the socket unit)"
                + (number == StandardInputHandle.NUMBER
                        ? "."
                        : ", or ask for it with a spec that is the bare name \"" + connection.name()
                                + "\" and take the descriptor with detachFd()."));
    }

    private static DescriptorFacts facts(ListenerHandle passed) throws IOException {
        return DescriptorFacts.of(passed.descriptor().orElseThrow());
    }

    private static PassedDescriptor text(ListenerHandle passed) throws IOException {
        return new PassedDescriptor(passed.descriptor().orElseThrow(), passed.name(), Optional.of(facts(passed)));
    }

    /**
     * Finds the socket on standard input: the connection, if inetd does not wait for the program, and the listener itself if
     * it does. {@code StandardInput=socket} of {@code systemd.exec(5)} sets no {@code LISTEN_*}. An unnamed pair of sockets is the
     * parent's, which talks to its child that way (Node's child_process, sshd), unless the user says otherwise.
     *
     * @return the socket; of {@link Kind#OTHER} where no channel serves it
     * @throws IllegalStateException if the property that takes a pair has a value that it does not know
     */
    static Optional<ListenerHandle> standardInput(ProcessContext process) throws IOException {
        DescriptorFacts facts = DescriptorFacts.of(StandardInputHandle.NUMBER);
        boolean takesPair = takesPair(process);
        if (facts.socket().isEmpty() || (!takesPair && facts.isUnnamedPair())) {
            return Optional.empty();
        }
        return Optional.of(new StandardInputHandle(
                "connection",
                facts,
                new DescriptorClaim(
                        process.properties(),
                        SystemdSource.key(facts.number()),
                        "The socket on standard input (fd 0)")));
    }

    private static boolean takesPair(ProcessContext process) {
        Optional<String> value = process.property(PROPERTY);
        if (value.isPresent() && !value.get().equals(PAIR)) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + value.get() + " is not " + PAIR
                    + ", the only value that it has: it takes an unnamed pair of sockets on standard input for a"
                    + " connection. Use that value, or remove the property.");
        }
        return value.isPresent();
    }
}
