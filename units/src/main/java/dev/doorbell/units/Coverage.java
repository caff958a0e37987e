package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;

/**
 * The addresses of each IP version that a TCP or UDP listener has.
 *
 * @param ipv4 an address, {@link #EVERY}, or empty
 * @param ipv6 an address, {@link #EVERY}, or empty
 */
record Coverage(String ipv4, String ipv6) {
    private static final String EVERY = "*";
    private static final String MAPPED = "::ffff:";

    static Coverage of(ListenerSpec spec, Address.Ip ip) {
        Coverage any = ofHost(ip.host());
        return switch (spec.ipVersion()) {
            case ANY -> any;
            case V4 -> new Coverage(any.ipv4, "");
            // at a mapped address, an IPv6 socket serves IPv4 clients
            case V6 -> new Coverage(ip.host().startsWith(MAPPED) ? any.ipv4 : "", any.ipv6);
        };
    }

    private static Coverage ofHost(String host) {
        if (Host.isDualStack(host)) {
            return new Coverage(EVERY, EVERY);
        }
        return switch (Host.of(host)) {
            case IPV4 -> new Coverage(host.equals("0.0.0.0") ? EVERY : host, "");
            case IPV6 -> host.startsWith(MAPPED) ? ofHost(host.substring(MAPPED.length())) : new Coverage("", host);
            case LOCALHOST -> new Coverage("127.0.0.1", "::1");
            default -> new Coverage(host, host);
        };
    }

    /** Whether the two have an address in common. */
    boolean meets(Coverage other) {
        return meet(ipv4, other.ipv4) || meet(ipv6, other.ipv6);
    }

    /** Whether the two have an address in common that is the same text, such as two wildcards. */
    boolean isSame(Coverage other) {
        return same(ipv4, other.ipv4) || same(ipv6, other.ipv6);
    }

    private static boolean meet(String one, String other) {
        return same(one, other) || (one.equals(EVERY) && !other.isEmpty()) || (other.equals(EVERY) && !one.isEmpty());
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty() && one.equals(other);
    }
}
