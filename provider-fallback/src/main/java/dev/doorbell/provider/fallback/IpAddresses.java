package dev.doorbell.provider.fallback;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses that a spec's host stands for, of the IP version that the spec asks for. */
final class IpAddresses {
    private IpAddresses() {}

    static List<InetAddress> of(ListenerSpec spec) throws IOException {
        String host = host(spec);
        return host.equals("*") ? List.of(wildcard(spec.ipVersion())) : choose(spec, lookUp(spec, host));
    }

    /** Returns those of the right version, each once, in the resolver's order. */
    static List<InetAddress> choose(ListenerSpec spec, InetAddress... resolved) throws UnknownHostException {
        List<InetAddress> chosen = new ArrayList<>();
        for (InetAddress address : resolved) {
            // a resolver may repeat one: glibc reads "::1 localhost" of /etc/hosts as 127.0.0.1 too
            if (isWanted(spec.ipVersion(), address) && !isIn(chosen, address)) {
                chosen.add(address);
            }
        }
        if (chosen.isEmpty()) {
            throw noneOfVersion(spec, resolved);
        }
        return chosen;
    }

    private static boolean isWanted(IpVersion version, InetAddress address) {
        return switch (version) {
            case ANY -> true;
            case V4 -> address instanceof Inet4Address;
            case V6 -> !(address instanceof Inet4Address);
        };
    }

    /** Compares the text: to {@code equals} a link-local address is the same on every interface. */
    private static boolean isIn(List<InetAddress> chosen, InetAddress address) {
        for (InetAddress one : chosen) {
            if (one.getHostAddress().equals(address.getHostAddress())) {
                return true;
            }
        }
        return false;
    }

    /** {@code [::]} serves IPv4 too; a machine without IPv6 has only {@code 0.0.0.0}. */
    private static InetAddress wildcard(IpVersion version) throws IOException {
        boolean v6 = version == IpVersion.V6 || (version == IpVersion.ANY && IpSockets.haveIpv6());
        return InetAddress.getByAddress(new byte[v6 ? 16 : 4]);
    }

    private static InetAddress[] lookUp(ListenerSpec spec, String host) throws UnknownHostException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            UnknownHostException explained = new UnknownHostException("cannot bind the spec " + spec + ": the host \""
                    + host + "\" is not known here (" + unknown.getMessage() + "). Use * for every address of this"
                    + " machine, one of its addresses, or a name that resolves to one.");
            explained.initCause(unknown);
            throw explained;
        }
    }

    private static UnknownHostException noneOfVersion(ListenerSpec spec, InetAddress... resolved) {
        StringBuilder found = new StringBuilder();
        for (InetAddress address : resolved) {
            found.append(found.length() == 0 ? "" : ", ")
                    .append(new Address.Ip(new InetSocketAddress(address, 0)).host());
        }
        return new UnknownHostException("cannot bind the spec " + spec + ": the host \"" + host(spec) + "\" has no IP"
                + (spec.ipVersion() == IpVersion.V4 ? "v4" : "v6") + " address, only " + found + ". Use "
                + spec.kind().orElseThrow().scheme().orElseThrow() + ":// to bind the addresses that it has.");
    }

    private static String host(ListenerSpec spec) {
        return ((Address.Ip) spec.address().orElseThrow()).host();
    }
}
