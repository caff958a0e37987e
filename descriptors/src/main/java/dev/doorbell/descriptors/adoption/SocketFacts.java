package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.posix.AddressFamily;
import dev.doorbell.descriptors.posix.SocketType;

/**
 * What the kernel says of a socket.
 *
 * @param family its address family
 * @param type its type
 * @param listening whether {@code listen(2)} was called on it ({@code SO_ACCEPTCONN})
 * @param connected whether it has a peer; also whether a stream had one that is gone, as after a reset
 * @param ipv6Only whether an IPv6 socket serves IPv6 alone ({@code IPV6_V6ONLY})
 */
public record SocketFacts(
        AddressFamily family, SocketType type, boolean listening, boolean connected, boolean ipv6Only) {
    /** How the names of families begin that are spoken with a vowel: IPv4 and others, but not UNIX. */
    private static final String BEFORE_THESE_AN = "Io";

    /** As a message writes it: {@code a listening IPv4 stream socket}. */
    @Override
    public String toString() {
        String state = listening ? "listening " : connected ? "connected " : "";
        String socket = state + family + " " + type + " socket";
        return (BEFORE_THESE_AN.indexOf(socket.charAt(0)) < 0 ? "a " : "an ") + socket;
    }
}
