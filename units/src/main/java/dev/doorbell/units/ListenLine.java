package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spec.NetlinkFamilies;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.units.text.CheckedText;
import java.util.List;
import org.apache.commons.lang3.StringUtils;

/** The addresses of a socket unit: {@code ListenStream=} and its like. */
final class ListenLine {
    private static final int LONGEST_UNIX = OperatingSystem.LINUX.longestSocketName();

    private ListenLine() {}

    static String key(ListenerSpec spec) {
        return switch (kind(spec)) {
            case TCP, UNIX_STREAM -> "ListenStream";
            case UDP, UNIX_DATAGRAM -> "ListenDatagram";
            case UNIX_SEQPACKET -> "ListenSequentialPacket";
            case FIFO -> "ListenFIFO";
            case SPECIAL -> "ListenSpecial";
            case NETLINK -> "ListenNetlink";
            case MESSAGE_QUEUE -> "ListenMessageQueue";
            case CONNECTION, FILE, OTHER ->
                throw cannot(spec, "no unit has the kind " + kind(spec), "Use another kind.");
        };
    }

    /** The addresses, two for {@code localhost}. */
    static List<String> values(ListenerSpec spec) {
        kind(spec);
        Address address = spec.address().orElseThrow();
        if (address instanceof Address.Ip ip) {
            return ip(spec, ip);
        }
        if (address instanceof Address.Netlink netlink) {
            return List.of(netlink(spec, netlink));
        }
        return List.of(address instanceof Address.MessageQueue ? address.toString() : path(spec, address.toString()));
    }

    private static Kind kind(ListenerSpec spec) {
        return Unsupported.SYSTEMD.kind(spec);
    }

    private static List<String> ip(ListenerSpec spec, Address.Ip ip) {
        int port = ip.port();
        if (port == 0) {
            throw cannot(spec, "port 0 lets the kernel choose the port, which no client knows", "Use 1 to 65535.");
        }
        return switch (Host.of(ip.host())) {
            case WILDCARD -> List.of(wildcard(spec.ipVersion(), port));
            case IPV4 -> List.of(ip.host() + ":" + port);
            case IPV6 -> List.of(ipv6(ip.host(), port));
            case LOCALHOST -> loopback(spec.ipVersion(), port);
            case AMBIGUOUS, NAME ->
                throw cannot(spec, "systemd resolves no host name", "Write an IP address, for example 127.0.0.1.");
        };
    }

    /** A port only is {@code [::]}, or {@code 0.0.0.0} on a machine without IPv6. */
    private static String wildcard(IpVersion version, int port) {
        return switch (version) {
            case ANY -> Integer.toString(port);
            case V4 -> "0.0.0.0:" + port;
            case V6 -> "[::]:" + port;
        };
    }

    private static List<String> loopback(IpVersion version, int port) {
        String ipv4 = "127.0.0.1:" + port;
        String ipv6 = "[::1]:" + port;
        return switch (version) {
            case ANY -> List.of(ipv4, ipv6);
            case V4 -> List.of(ipv4);
            case V6 -> List.of(ipv6);
        };
    }

    /** systemd has the scope of a link-local address after the port. */
    private static String ipv6(String host, int port) {
        String address = StringUtils.substringBefore(host, "%");
        return "[" + address + "]:" + port + host.substring(address.length());
    }

    private static String netlink(ListenerSpec spec, Address.Netlink netlink) {
        String family = netlink.family();
        if (NetlinkFamilies.number(family).isEmpty()) {
            throw cannot(spec, "systemd does not know the netlink family \"" + family + "\"", "Write its number.");
        }
        return family + (netlink.group() == 0 ? "" : " " + netlink.group());
    }

    private static String path(ListenerSpec spec, String path) {
        boolean isFile = !(spec.address().orElseThrow() instanceof Address.Abstract);
        if (isFile && !path.startsWith("/")) {
            throw cannot(spec, "systemd has no directory that a relative path starts from", "Write an absolute path.");
        }
        if (isFile && (path.endsWith("/") || (path + "/").contains("/../"))) {
            throw cannot(spec, "the path is a directory or contains \"..\"", "Write the path of the file itself.");
        }
        boolean socket = kind(spec) != Kind.FIFO && kind(spec) != Kind.SPECIAL;
        if (socket && CheckedText.bytes(path) > LONGEST_UNIX) {
            throw cannot(spec, "an address has at most " + LONGEST_UNIX + " bytes", "Use a shorter one.");
        }
        return path;
    }

    private static UnsupportedOperationException cannot(ListenerSpec spec, String reason, String fix) {
        return Unsupported.SYSTEMD.listener(spec, reason, fix);
    }
}
