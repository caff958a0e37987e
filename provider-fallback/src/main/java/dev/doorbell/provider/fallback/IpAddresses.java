package dev.doorbell.provider.fallback;

import dev.doorbell.IpVersion;
import dev.doorbell.ListenerSpec;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses that a spec's host stands for, of the IP version that the spec asks for. */
final class IpAddresses {
    private IpAddresses() {}

    static List<InetAddress> of(ListenerSpec spec, String host) throws IOException {
        return host.equals("*") ? List.of(wildcard(spec.ipVersion())) : lookedUp(spec, host);
    }

    /** {@code [::]} serves IPv4 too; a machine without IPv6 has {@code 0.0.0.0} alone. */
    private static InetAddress wildcard(IpVersion version) throws IOException {
        boolean v6 = version == IpVersion.V6 || (version == IpVersion.ANY && IpSockets.haveIpv6());
        return InetAddress.getByAddress(new byte[v6 ? 16 : 4]);
    }

    private static List<InetAddress> lookedUp(ListenerSpec spec, String host) throws IOException {
        List<InetAddress> wanted = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
            boolean v4 = address instanceof Inet4Address;
            if (spec.ipVersion() == IpVersion.ANY || v4 == (spec.ipVersion() == IpVersion.V4)) {
                wanted.add(address);
            }
        }
        if (wanted.isEmpty()) {
            throw new UnknownHostException("The host \"" + host + "\" of the spec " + spec + " has no IP"
                    + (spec.ipVersion() == IpVersion.V4 ? "v4" : "v6") + " address. Use "
                    + spec.kind().orElseThrow().scheme().orElseThrow() + ":// to bind the addresses that it has.");
        }
        return wanted;
    }
}
