package dev.doorbell.provider.systemd.matching;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spec.Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** Descriptors with made-up facts. */
public final class Passed {
    static final String UNNAMED = "unknown";

    private Passed() {}

    /** A listening TCP socket; {@code ::} serves both IP versions. */
    public static PassedDescriptor tcp(int number, String name, String host, int port) {
        return ip(number, name, CNumber.SOCK_STREAM, host, port, false);
    }

    static PassedDescriptor tcp6Only(int number, String name, String host, int port) {
        return ip(number, name, CNumber.SOCK_STREAM, host, port, true);
    }

    static PassedDescriptor udp(int number, String name, String host, int port) {
        return ip(number, name, CNumber.SOCK_DGRAM, host, port, false);
    }

    static PassedDescriptor unix(int number, String name, String path) {
        return unix(number, name, new Address.File(Path.of(path)));
    }

    static PassedDescriptor abstractUnix(int number, String name, String abstractName) {
        return unix(number, name, new Address.Abstract(abstractName));
    }

    /** An IPv6 socket at an IPv4-mapped address, which the JDK makes an IPv4 one. */
    static PassedDescriptor mapped(int number, String name, String ipv4, int port) {
        SocketFacts socket = new SocketFacts(CNumber.AF_INET6, CNumber.SOCK_STREAM, true, false, false);
        return passed(number, name, socket, new Address.Ip(new InetSocketAddress(literal(ipv4), port)));
    }

    /** A TCP socket that was bound, and not told to listen. */
    static PassedDescriptor deafTcp(int number, String name, String host, int port) {
        SocketFacts socket = new SocketFacts(CNumber.AF_INET, CNumber.SOCK_STREAM, false, false, false);
        return passed(number, name, socket, new Address.Ip(new InetSocketAddress(literal(host), port)));
    }

    /** A UNIX socket that was bound, and not told to listen. */
    static PassedDescriptor deafUnix(int number, String name, CNumber type, String path) {
        SocketFacts socket = new SocketFacts(CNumber.AF_UNIX, type, false, false, false);
        return passed(number, name, socket, new Address.File(Path.of(path)));
    }

    /** A TCP connection that was accepted, with its local address. */
    static PassedDescriptor connection(int number, String name, String host, int port) {
        SocketFacts socket = new SocketFacts(CNumber.AF_INET, CNumber.SOCK_STREAM, false, true, false);
        return passed(number, name, socket, new Address.Ip(new InetSocketAddress(literal(host), port)));
    }

    static PassedDescriptor taken(int number, String name) {
        return new PassedDescriptor(number, name, Optional.empty());
    }

    private static PassedDescriptor unix(int number, String name, Address address) {
        SocketFacts socket = new SocketFacts(CNumber.AF_UNIX, CNumber.SOCK_STREAM, true, false, false);
        return passed(number, name, socket, address);
    }

    private static PassedDescriptor ip(int number, String name, CNumber type, String host, int port, boolean ipv6Only) {
        InetAddress address = literal(host);
        SocketFacts socket = new SocketFacts(
                address instanceof Inet4Address ? CNumber.AF_INET : CNumber.AF_INET6,
                type,
                type == CNumber.SOCK_STREAM,
                false,
                ipv6Only);
        return passed(number, name, socket, new Address.Ip(new InetSocketAddress(address, port)));
    }

    private static PassedDescriptor passed(int number, String name, SocketFacts socket, Address address) {
        DescriptorFacts facts = new DescriptorFacts(number, socket, Optional.of(address));
        return new PassedDescriptor(number, name, Optional.of(facts));
    }

    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException notALiteral) {
            throw new IllegalArgumentException(notALiteral);
        }
    }
}
