package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.ListenerSpec;

/**
 * The addresses that a TCP or UDP listener is at, of each IP version.
 *
 * @param ipv4 an address, {@link #EVERY}, or empty if it has none
 * @param ipv6 an address, {@link #EVERY}, or empty if it has none
 */
record Coverage(String ipv4, String ipv6) {
    private static final String EVERY = "*";
    private static final String MAPPED = "::ffff:";

    static Coverage of(ListenerSpec spec, Address.Ip ip) {
        Coverage any = ofHost(ip.host(), spec.ipVersion());
        return switch (spec.ipVersion()) {
            case ANY -> any;
            case V4 -> new Coverage(any.ipv4, "");
            // at a mapped address, an IPv6 socket serves IPv4 clients
            case V6 -> new Coverage(ip.host().startsWith(MAPPED) ? any.ipv4 : "", any.ipv6);
        };
    }

    private static Coverage ofHost(String host, IpVersion version) {
        return switch (Hosts.form(host)) {
            case ANY -> new Coverage(EVERY, EVERY);
            case IPV4 -> new Coverage(host.equals("0.0.0.0") ? EVERY : host, "");
            case IPV6 -> ofIpv6(host, version);
            case NAME ->
                host.equalsIgnoreCase("localhost") ? new Coverage("127.0.0.1", "::1") : new Coverage(host, host);
        };
    }

    private static Coverage ofIpv6(String host, IpVersion version) {
        if (host.startsWith(MAPPED)) {
            return ofHost(host.substring(MAPPED.length()), version);
        }
        // without tcp6:// or udp6://, its socket is made to serve IPv4 clients too
        return host.equals("::") ? new Coverage(EVERY, EVERY) : new Coverage("", host);
    }

    /** Whether both are at one address. */
    boolean meets(Coverage other) {
        return meet(ipv4, other.ipv4) || meet(ipv6, other.ipv6);
    }

    /** Whether they are at one address, and neither is at more. */
    boolean isSame(Coverage other) {
        return same(ipv4, other.ipv4) || same(ipv6, other.ipv6);
    }

    private static boolean meet(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && (one.equals(EVERY) || other.equals(EVERY) || one.equals(other));
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty() && one.equals(other);
    }
}
