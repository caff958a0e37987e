package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.posix.CNumber;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a socket, as the kernel tells them.
 *
 * @param family its address family, {@code AF_INET} for example; null for one that Doorbell has no name for
 * @param type its type, {@code SOCK_STREAM} for example; null for one that Doorbell has no name for
 * @param listening whether {@code listen(2)} was called on it ({@code SO_ACCEPTCONN})
 * @param connected whether it has a peer; also whether a stream had one that is gone, as after a reset
 * @param ipv6Only whether an IPv6 socket serves only IPv6 ({@code IPV6_V6ONLY})
 */
public record SocketFacts(
        @Nullable CNumber family, @Nullable CNumber type, boolean listening, boolean connected, boolean ipv6Only) {
    /** The first letters of families that take "an": IPv4 and "other-family", and not UNIX. */
    private static final String VOWELS = "Io";

    public boolean isIp() {
        return family == CNumber.AF_INET || family == CNumber.AF_INET6;
    }

    /** Returns it as messages have it: {@code a listening IPv4 stream socket}. */
    @Override
    public String toString() {
        String state = listening ? "listening " : connected ? "connected " : "";
        String socket = state + nameOfFamily() + " " + nameOfType() + " socket";
        return (VOWELS.indexOf(socket.charAt(0)) < 0 ? "a " : "an ") + socket;
    }

    private String nameOfFamily() {
        return switch (family == null ? CNumber.SO_DOMAIN : family) {
            case AF_INET -> "IPv4";
            case AF_INET6 -> "IPv6";
            case AF_UNIX -> "UNIX";
            case AF_NETLINK -> "netlink";
            case AF_VSOCK -> "vsock";
            default -> "other-family";
        };
    }

    private String nameOfType() {
        return switch (type == null ? CNumber.SO_TYPE : type) {
            case SOCK_STREAM -> "stream";
            case SOCK_DGRAM -> "datagram";
            case SOCK_RAW -> "raw";
            case SOCK_SEQPACKET -> "seqpacket";
            default -> "other-type";
        };
    }
}
