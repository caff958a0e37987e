package dev.doorbell.units;

import dev.doorbell.Address;
import dev.doorbell.IpVersion;
import dev.doorbell.Kind;
import dev.doorbell.ListenerSpec;
import java.util.List;

/** Listeners that the system would not let be together: the second of their units would fail when it is started. */
final class Clashes {
    private Clashes() {}

    static void refuse(List<ListenerSpec> specs) {
        for (int i = 0; i < specs.size(); i++) {
            for (ListenerSpec other : specs.subList(0, i)) {
                if (clash(other, specs.get(i))) {
                    throw new IllegalArgumentException("The listeners \"" + other.name() + "\" and \""
                            + specs.get(i).name() + "\" have the same address, "
                            + Texts.plain(specs.get(i).address().orElseThrow().toString())
                            + ". Declare one of them, or give each its own.");
                }
            }
        }
    }

    private static boolean clash(ListenerSpec one, ListenerSpec other) {
        if (one.address().isEmpty() || other.address().isEmpty()) {
            return false;
        }
        Address mine = one.address().get();
        Address theirs = other.address().get();
        if (mine instanceof Address.Ip ip && theirs instanceof Address.Ip same) {
            boolean shared = one.options().reusePort() && other.options().reusePort();
            return !shared && one.kind().equals(other.kind()) && ip.port() == same.port() && meet(one, ip, other, same);
        }
        // an abstract name is one for each kind, and a path is one file
        boolean oneName = !(mine instanceof Address.Abstract) || one.kind().equals(other.kind());
        return mine.equals(theirs) && isSocket(one) && isSocket(other) && oneName;
    }

    private static boolean meet(ListenerSpec one, Address.Ip ip, ListenerSpec other, Address.Ip same) {
        IpVersion version = version(one, ip);
        IpVersion otherVersion = version(other, same);
        boolean apart = version != otherVersion && version != IpVersion.ANY && otherVersion != IpVersion.ANY;
        return !apart && (ip.host().equals(same.host()) || (isWild(ip.host()) && isWild(same.host())));
    }

    private static IpVersion version(ListenerSpec spec, Address.Ip ip) {
        boolean known = spec.ipVersion() != IpVersion.ANY || Hosts.form(ip.host()) != Hosts.Form.IPV4;
        return known ? spec.ipVersion() : IpVersion.V4;
    }

    private static boolean isWild(String host) {
        return Hosts.isWildcardOfBoth(host) || host.equals("0.0.0.0");
    }

    /** What is opened may be opened twice: a device, a queue, a group of the kernel's. */
    private static boolean isSocket(ListenerSpec spec) {
        Kind kind = spec.kind().orElseThrow();
        return kind == Kind.UNIX_STREAM || kind == Kind.UNIX_SEQPACKET || kind == Kind.UNIX_DATAGRAM;
    }
}
