package dev.doorbell.descriptors;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.posix.CNumber;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A set of sockets for {@link DescriptorChecks}, by family, type and state. A part that is not given matches every
 * socket: {@code SocketPattern.any().stream().listening(true)} is every listening stream socket of every family.
 *
 * <p>A second family or type replaces the first. Immutable: each method returns another pattern.
 */
public final class SocketPattern {
    private static final SocketPattern ANY = new SocketPattern(null, null, null);

    private final @Nullable CNumber family;
    private final @Nullable CNumber type;
    private final @Nullable Boolean listening;

    private SocketPattern(@Nullable CNumber family, @Nullable CNumber type, @Nullable Boolean listening) {
        this.family = family;
        this.type = type;
        this.listening = listening;
    }

    /** {@return the pattern of every socket} */
    public static SocketPattern any() {
        return ANY;
    }

    /** {@return this pattern with the family {@code AF_INET}} */
    public SocketPattern ipv4() {
        return family(CNumber.AF_INET);
    }

    /** {@return this pattern with the family {@code AF_INET6}} */
    public SocketPattern ipv6() {
        return family(CNumber.AF_INET6);
    }

    /** {@return this pattern with the family {@code AF_UNIX}} */
    public SocketPattern unix() {
        return family(CNumber.AF_UNIX);
    }

    /** {@return this pattern with the family {@code AF_NETLINK}, which only Linux has} */
    public SocketPattern netlink() {
        return family(CNumber.AF_NETLINK);
    }

    /** {@return this pattern with the family {@code AF_VSOCK}} */
    public SocketPattern vsock() {
        return family(CNumber.AF_VSOCK);
    }

    /** {@return this pattern with the type {@code SOCK_STREAM}} */
    public SocketPattern stream() {
        return type(CNumber.SOCK_STREAM);
    }

    /** {@return this pattern with the type {@code SOCK_DGRAM}} */
    public SocketPattern datagram() {
        return type(CNumber.SOCK_DGRAM);
    }

    /** {@return this pattern with the type {@code SOCK_SEQPACKET}} */
    public SocketPattern seqpacket() {
        return type(CNumber.SOCK_SEQPACKET);
    }

    /** {@return this pattern with the type {@code SOCK_RAW}} */
    public SocketPattern raw() {
        return type(CNumber.SOCK_RAW);
    }

    /**
     * Adds the state.
     *
     * @param wanted true for a socket on which {@code listen(2)} was called, false for any other, such as a connection
     * @return this pattern with the state
     */
    public SocketPattern listening(boolean wanted) {
        return new SocketPattern(family, type, wanted);
    }

    private SocketPattern family(CNumber wanted) {
        return new SocketPattern(wanted, type, listening);
    }

    private SocketPattern type(CNumber wanted) {
        return new SocketPattern(family, wanted, listening);
    }

    /** Whether every socket matches. */
    boolean isAny() {
        return family == null && type == null && listening == null;
    }

    /**
     * The facts of a descriptor if it is such a socket.
     *
     * @throws IOException if it is not open, or only the path of a socket
     */
    Optional<DescriptorFacts> find(int number) throws IOException {
        if (FileStat.ofDescriptor(number).type() != FileType.SOCKET) {
            return Optional.empty();
        }
        DescriptorFacts facts = DescriptorFacts.of(number);
        if (facts.socket().isEmpty()) {
            throw new IOException("cannot check fd " + number + ": it is only the path of a socket (O_PATH). Pass the"
                    + " socket itself.");
        }
        return matches(facts.socket().get()) ? Optional.of(facts) : Optional.empty();
    }

    private boolean matches(SocketFacts socket) {
        return (family == null || family == socket.family())
                && (type == null || type == socket.type())
                && (listening == null || listening == socket.listening());
    }

    /**
     * Checks that it does not ask for another family than these.
     *
     * @param what the sockets in question, as {@code a UNIX socket}
     */
    SocketPattern within(String what, CNumber... families) {
        if (family != null && !List.of(families).contains(family)) {
            throw new IllegalArgumentException("expected a pattern for " + what + ", got the family " + family
                    + ". Leave the family out, or call isSocket(pattern).");
        }
        return this;
    }
}
