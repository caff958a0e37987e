package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/** Opens and binds one TCP or UDP socket of the right family with the spec's options. */
final class IpSockets {
    private IpSockets() {}

    /**
     * Returns whether this JVM opens IPv6 sockets: not on a machine without IPv6, nor with {@code java.net.preferIPv4Stack}.
     * The JVM's wildcard address does not tell: it is {@code 0.0.0.0} on most machines that have IPv6.
     */
    static boolean haveIpv6() throws IOException {
        try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            return probe.isOpen();
        } catch (UnsupportedOperationException noIpv6) {
            return false;
        }
    }

    /** Returns the bound socket, which the caller closes. */
    static NetworkChannel bind(ListenerSpec spec, InetSocketAddress address) throws IOException {
        NetworkChannel channel = open(spec.kind().orElseThrow(), address.getAddress());
        try {
            setOptions(channel, spec, address.getAddress());
            return channel instanceof ServerSocketChannel server
                    ? server.bind(address, Backlog.of(spec))
                    : channel.bind(address);
        } catch (IOException | RuntimeException | Error e) {
            Rollback.close(List.of(channel), e);
            throw e;
        }
    }

    /** Opens a socket of a named family: the JDK's own choice is IPv6, and it would bind {@code 0.0.0.0} as {@code [::]}. */
    private static NetworkChannel open(Kind kind, InetAddress address) throws IOException {
        if (!(address instanceof Inet6Address)) {
            return open(kind, StandardProtocolFamily.INET);
        }
        try {
            return open(kind, StandardProtocolFamily.INET6);
        } catch (UnsupportedOperationException noIpv6) {
            throw new UnsupportedOperationException(
                    "this JVM has no IPv6, since the machine has none or"
                            + " java.net.preferIPv4Stack is true. Remove that property, or use an IPv4 address.",
                    noIpv6);
        }
    }

    private static NetworkChannel open(Kind kind, StandardProtocolFamily family) throws IOException {
        return kind == Kind.UDP ? DatagramChannel.open(family) : ServerSocketChannel.open(family);
    }

    private static void setOptions(NetworkChannel channel, ListenerSpec spec, InetAddress address) throws IOException {
        if (spec.options().reusePort()) {
            if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                throw new UnsupportedOperationException("it asks for reuseport, which this platform does not have"
                        + " (SO_REUSEPORT). Remove the option here.");
            }
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        if (spec.ipVersion() == IpVersion.V6 && address.isAnyLocalAddress()) {
            RawDescriptors.ipv6Only(channel);
        }
    }
}
