package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.Set;

/** What a socket unit listens on: {@code ListenStream=} and its like. */
final class ListenLine {
    /** {@code sun_path} of {@code unix(7)} has 108 bytes, the last of which is a NUL. */
    private static final int LONGEST_UNIX = 107;

    /** The families that systemd knows by name; it takes the numbers of others. */
    private static final Set<String> NETLINK = Set.of(
            "route",
            "firewall",
            "inet-diag",
            "nflog",
            "xfrm",
            "selinux",
            "iscsi",
            "audit",
            "fib-lookup",
            "connector",
            "netfilter",
            "ip6-fw",
            "dnrtmsg",
            "kobject-uevent",
            "generic",
            "scsitransport",
            "ecryptfs",
            "rdma");

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
            case CONNECTION, FILE, OTHER -> throw cannot(spec, "no unit has the kind " + kind(spec), "Use another.");
        };
    }

    static String value(ListenerSpec spec) {
        Address address = spec.address().orElseThrow();
        if (address instanceof Address.Ip ip) {
            return ip(spec, ip);
        }
        if (address instanceof Address.Netlink netlink) {
            return netlink(spec, netlink);
        }
        return address instanceof Address.MessageQueue ? address.toString() : path(spec, address.toString());
    }

    private static Kind kind(ListenerSpec spec) {
        return spec.kind()
                .orElseThrow(() -> cannot(
                        spec, "a bare name says nothing to listen on", "Add an address, as in http=tcp://*:8080."));
    }

    private static String ip(ListenerSpec spec, Address.Ip ip) {
        if (ip.port() == 0) {
            throw cannot(spec, "it opens no port that the system chooses", "Choose one from 1 to 65535.");
        }
        return switch (Hosts.form(ip.host())) {
            case ANY -> wildcard(spec, ip.port());
            case IPV4 -> ip.host() + ":" + ip.port();
            case IPV6 -> ipv6(ip.host(), ip.port());
            case NAME ->
                throw cannot(
                        spec,
                        "it looks up no host name",
                        "Write the address as numbers, such as 127.0.0.1 or [::1] for localhost.");
        };
    }

    /** A port alone is {@code [::]}, or {@code 0.0.0.0} on a machine without IPv6. */
    private static String wildcard(ListenerSpec spec, int port) {
        return switch (spec.ipVersion()) {
            case ANY -> Integer.toString(port);
            case V4 -> "0.0.0.0:" + port;
            case V6 -> "[::]:" + port;
        };
    }

    /** The scope of a link-local address stands behind the port here. */
    private static String ipv6(String host, int port) {
        int percent = host.indexOf('%');
        String scope = percent < 0 ? "" : host.substring(percent);
        return "[" + (percent < 0 ? host : host.substring(0, percent)) + "]:" + port + scope;
    }

    private static String netlink(ListenerSpec spec, Address.Netlink netlink) {
        String family = netlink.family();
        if (!NETLINK.contains(family) && !Hosts.isNumber(family)) {
            throw cannot(spec, "it knows no netlink family \"" + family + "\"", "Write the family's number.");
        }
        return family + (netlink.group() == 0 ? "" : " " + netlink.group());
    }

    private static String path(ListenerSpec spec, String path) {
        boolean socket = kind(spec) != Kind.FIFO && kind(spec) != Kind.SPECIAL;
        if (!path.startsWith("/") && !(spec.address().orElseThrow() instanceof Address.Abstract)) {
            throw cannot(spec, "it has no folder for a relative path to start from", "Write the whole path.");
        }
        // an abstract name is none
        if (path.startsWith("/") && isFolder(path)) {
            throw cannot(spec, "it takes no path with \"..\", and no folder", "Write the path of the file itself.");
        }
        if (socket && Texts.bytes(path) > LONGEST_UNIX) {
            throw cannot(spec, "an address has at most " + LONGEST_UNIX + " bytes", "Use a shorter one.");
        }
        return path;
    }

    private static boolean isFolder(String path) {
        return path.endsWith("/") || path.contains("/../") || path.endsWith("/..");
    }

    private static UnsupportedOperationException cannot(ListenerSpec spec, String reason, String fix) {
        return new UnsupportedOperationException(
                "systemd cannot listen for \"" + Texts.plain(spec.toString()) + "\": " + reason + ". " + fix);
    }
}
