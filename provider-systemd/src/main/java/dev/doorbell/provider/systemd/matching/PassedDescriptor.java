package dev.doorbell.provider.systemd.matching;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor as it was passed.
 *
 * @param number 3 or more
 * @param name its name, {@code unknown} if it has none; names need not differ
 * @param facts what the kernel says of it; empty if it is taken already, since what is open under the number then may
 *     be something else
 */
public record PassedDescriptor(int number, String name, Optional<DescriptorFacts> facts) {
    /** The name that systemd gives to what {@code Accept=yes} passes, see {@code systemd.socket(5)}. */
    private static final String CONNECTION = "connection";

    private static final String SOCKET_UNIT = ".socket";

    public boolean free() {
        return facts.isPresent();
    }

    /**
     * Returns whether it keeps a spec from binding its address. A connection of another name may be one that the service has
     * put into systemd's store, while it binds the address itself.
     */
    boolean mayBlockBind() {
        return kind() != Kind.CONNECTION || unnamed() || name.equals(CONNECTION);
    }

    /** Returns whether the service manager gave it no name of its own. */
    boolean unnamed() {
        return name.equals(ListenVariables.UNKNOWN);
    }

    /** Returns whether its name is the one that systemd gives where no {@code FileDescriptorName=} was chosen. */
    public boolean isCalledAfterUnit() {
        return name.endsWith(SOCKET_UNIT);
    }

    /** Returns the name of its socket unit without the suffix. */
    String unit() {
        return name.substring(0, name.length() - SOCKET_UNIT.length());
    }

    /** Returns the name of the template that its socket unit is an instance of, {@code x} of {@code x@i.socket}; empty if of none. */
    String template() {
        int at = name.indexOf('@');
        return at < 0 ? "" : name.substring(0, at);
    }

    /** Returns whether it can be a listener of the spec. */
    public boolean suits(ListenerSpec spec) {
        return free() && (spec.isBareName() || spec.kind().orElseThrow() == kind());
    }

    Kind kind() {
        return facts.isPresent() ? facts.get().kind() : Kind.OTHER;
    }

    /**
     * Returns the kind that a stream socket would have if it listened: one that does not, or a connection that
     * {@code Accept=yes} passes. Null for anything else.
     */
    @Nullable
    Kind kindIfItListened() {
        boolean silent = facts.isPresent()
                && facts.get().socket().isPresent()
                && !facts.get().socket().get().listening();
        return silent ? kindIfItListened(facts.get().socket().get()) : null;
    }

    private static @Nullable Kind kindIfItListened(SocketFacts socket) {
        boolean unix = socket.family() == CNumber.AF_UNIX;
        if (socket.type() == CNumber.SOCK_STREAM) {
            return unix ? Kind.UNIX_STREAM : socket.isIp() ? Kind.TCP : null;
        }
        return unix && socket.type() == CNumber.SOCK_SEQPACKET ? Kind.UNIX_SEQPACKET : null;
    }

    Optional<Address> address() {
        return facts.isPresent() ? facts.get().address() : Optional.empty();
    }

    boolean isOf(CNumber family) {
        return facts.isPresent()
                && facts.get().socket().isPresent()
                && facts.get().socket().get().family() == family;
    }

    boolean ipv6Only() {
        return facts.isPresent()
                && facts.get().socket().isPresent()
                && facts.get().socket().get().ipv6Only();
    }

    /** A process has one descriptor of a number. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PassedDescriptor that && that.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    /** Returns the descriptor as messages write it: {@code "web" (TCP [::]:80, fd 3)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append('"').append(name).append("\" (");
        if (facts.isPresent()) {
            text.append(kind() == Kind.OTHER ? facts.get().description() : kind().toString());
            if (kind() != Kind.OTHER && address().isPresent()) {
                text.append(' ').append(address().get().printable());
            }
            text.append(", ");
        }
        return text.append("fd ").append(number).append(')').toString();
    }
}
