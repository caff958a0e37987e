package dev.doorbell.descriptors;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.posix.AddressFamily;
import dev.doorbell.descriptors.posix.FileIdentity;
import dev.doorbell.descriptors.posix.FileType;
import dev.doorbell.descriptors.posix.SocketType;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a socket is asked to be, for {@link DescriptorChecks}. What is not said may be anything:
 * {@code SocketPattern.any().type(SocketType.STREAM).listening(true)} is every listening stream socket of every family.
 *
 * <p>Immutable: each method returns another pattern.
 */
public final class SocketPattern {
    private static final SocketPattern ANY = new SocketPattern(null, null, null);

    private final @Nullable AddressFamily family;
    private final @Nullable SocketType type;
    private final @Nullable Boolean listening;

    private SocketPattern(@Nullable AddressFamily family, @Nullable SocketType type, @Nullable Boolean listening) {
        this.family = family;
        this.type = type;
        this.listening = listening;
    }

    /** {@return the pattern of every socket} */
    public static SocketPattern any() {
        return ANY;
    }

    /**
     * Asks for a family.
     *
     * @param wanted the family; {@link AddressFamily#OTHER} is every family that has no name of its own there
     * @return this pattern with the family
     */
    public SocketPattern family(AddressFamily wanted) {
        return new SocketPattern(wanted, type, listening);
    }

    /**
     * Asks for a type.
     *
     * @param wanted the type; {@link SocketType#OTHER} is every type that has no name of its own there
     * @return this pattern with the type
     */
    public SocketPattern type(SocketType wanted) {
        return new SocketPattern(family, wanted, listening);
    }

    /**
     * Asks for a socket on which {@code listen(2)} was called, or for one on which it was not, such as a connection.
     *
     * @param wanted whether it was
     * @return this pattern with that
     */
    public SocketPattern listening(boolean wanted) {
        return new SocketPattern(family, type, wanted);
    }

    /** Whether it asks for nothing. */
    boolean isAny() {
        return family == null && type == null && listening == null;
    }

    /**
     * The facts of a descriptor if it is such a socket.
     *
     * @throws IOException if it is not open, or only the path of a socket
     */
    Optional<DescriptorFacts> find(int number) throws IOException {
        if (FileIdentity.ofDescriptor(number).type() != FileType.SOCKET) {
            return Optional.empty();
        }
        DescriptorFacts facts = DescriptorFacts.of(number);
        if (facts.socket().isEmpty()) {
            throw new IOException("fd " + number + " is a socket's path alone (O_PATH), of which no more can be asked."
                    + " Pass the socket itself.");
        }
        return matches(facts.socket().get()) ? Optional.of(facts) : Optional.empty();
    }

    private boolean matches(SocketFacts socket) {
        return (family == null || family == socket.family())
                && (type == null || type == socket.type())
                && (listening == null || listening == socket.listening());
    }

    /** This pattern, where it asks for no other families than these. */
    SocketPattern within(String what, AddressFamily... families) {
        boolean within = family == null;
        for (AddressFamily one : families) {
            within |= one == family;
        }
        if (!within) {
            throw new IllegalArgumentException("The pattern asks for " + family + ", which " + what
                    + " never is. Leave the family out, or call isSocket(pattern).");
        }
        return this;
    }
}
