package dev.doorbell.provider.systemd.matching;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The host of a TCP or UDP spec. */
final class WantedHost {
    static final InetAddress EVERY_IPV4 = address(new byte[4]);
    private static final InetAddress EVERY_IPV6 = address(new byte[16]);
    private static final InetAddress LOOPBACK_IPV4 = address(new byte[] {127, 0, 0, 1});
    private static final InetAddress LOOPBACK_IPV6 =
            address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    private final ListenerSpec spec;
    private final String host;
    private final String scope;

    WantedHost(ListenerSpec spec) {
        this.spec = spec;
        String host = ((Address.Ip) spec.address().orElseThrow()).host();
        // without its scope: the JDK refuses that of an interface which has no link-local address yet
        int percent = host.indexOf('%');
        this.host = percent < 0 ? host : host.substring(0, percent);
        this.scope = percent < 0 ? "" : host.substring(percent + 1);
    }

    List<InetAddress> addresses() {
        List<InetAddress> addresses = new ArrayList<>();
        if (host.equals("*")) {
            addresses.add(EVERY_IPV4);
            addresses.add(EVERY_IPV6);
            return addresses;
        }
        if (host.equalsIgnoreCase("localhost")) {
            // RFC 6761, 6.3: always these, also where /etc/hosts has one of them only
            addresses.add(LOOPBACK_IPV4);
            addresses.add(LOOPBACK_IPV6);
        }
        try {
            addresses.addAll(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException nowhere) {
            // a spec that no descriptor is at
        }
        return addresses;
    }

    /**
     * Returns whether a descriptor at one of the addresses is on the host's link and of the spec's IP version.
     *
     * @param bound the descriptor's address; an IPv4 one also for an IPv6 socket at an IPv4-mapped address, since the JDK
     *     makes no difference
     */
    boolean matches(InetAddress bound, PassedDescriptor descriptor) {
        boolean v4 = bound instanceof Inet4Address;
        boolean version = switch (spec.ipVersion()) {
            case ANY -> true;
            case V4 -> v4 || (bound.isAnyLocalAddress() && !descriptor.ipv6Only());
            case V6 -> !v4 || (isIpv6Address() && descriptor.isOf(CNumber.AF_INET6));
        };
        return version && isOnLink(bound);
    }

    /**
     * Returns whether a descriptor at one of the addresses is at exactly what the host says: {@code *} is the wildcard of
     * both IP versions, or that of the one that the spec is for.
     */
    boolean matchesExactly(InetAddress bound, PassedDescriptor descriptor) {
        boolean v4 = bound instanceof Inet4Address;
        return !host.equals("*")
                || switch (spec.ipVersion()) {
                    case ANY -> !v4 && !descriptor.ipv6Only();
                    case V4 -> v4;
                    case V6 -> !v4;
                };
    }

    private boolean isIpv6Address() {
        return host.indexOf(':') >= 0;
    }

    /** A link-local address is one only together with its link, which a spec may leave out. */
    private boolean isOnLink(InetAddress bound) {
        int link = bound instanceof Inet6Address v6 ? v6.getScopeId() : 0;
        return scope.isEmpty() || link == 0 || scope.equals(String.valueOf(link)) || scope.equals(nameOf(link));
    }

    private static String nameOf(int link) {
        try {
            NetworkInterface named = NetworkInterface.getByIndex(link);
            return named == null ? "" : named.getName();
        } catch (SocketException notTold) {
            return "";
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }
}
