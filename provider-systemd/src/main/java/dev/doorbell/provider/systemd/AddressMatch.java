package dev.doorbell.provider.systemd;

import dev.doorbell.Address;
import dev.doorbell.IpVersion;
import dev.doorbell.ListenerSpec;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a descriptor is where a spec says. */
final class AddressMatch {
    private AddressMatch() {}

    static boolean matches(ListenerSpec spec, PassedDescriptor descriptor) {
        Optional<Address> wanted = spec.address();
        Optional<Address> found = descriptor.address();
        if (wanted.isEmpty() || found.isEmpty() || spec.kind().get() != descriptor.kind()) {
            return false;
        }
        if (wanted.get() instanceof Address.Ip ip && found.get() instanceof Address.Ip bound) {
            return ip.port() == bound.port() && ip.port() != 0 && matches(spec, ip, bound, descriptor.ipv6Only());
        }
        if (wanted.get() instanceof Address.File file && found.get() instanceof Address.File bound) {
            return absolute(file.path()).equals(absolute(bound.path()));
        }
        return wanted.get().equals(found.get());
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static boolean matches(ListenerSpec spec, Address.Ip wanted, Address.Ip bound, boolean ipv6Only) {
        InetAddress address = bound.socketAddress().getAddress();
        if (wanted.host().equals("*")) {
            return address.isAnyLocalAddress() && servesVersion(spec.ipVersion(), address, ipv6Only);
        }
        for (InetAddress one : addressesOf(wanted.host())) {
            boolean same = one.isAnyLocalAddress() ? matchesWildcard(one, address, ipv6Only) : one.equals(address);
            if (same && servesVersion(spec.ipVersion(), address, ipv6Only)) {
                return true;
            }
        }
        return false;
    }

    /** {@code [::]} is served by an IPv6 wildcard, {@code 0.0.0.0} by that of IPv4 or of both. */
    private static boolean matchesWildcard(InetAddress wanted, InetAddress bound, boolean ipv6Only) {
        boolean v4Bound = bound instanceof Inet4Address;
        return bound.isAnyLocalAddress() && (wanted instanceof Inet4Address ? v4Bound || !ipv6Only : !v4Bound);
    }

    private static boolean servesVersion(IpVersion version, InetAddress bound, boolean ipv6Only) {
        boolean v4Bound = bound instanceof Inet4Address;
        return switch (version) {
            case ANY -> true;
            case V4 -> v4Bound || (bound.isAnyLocalAddress() && !ipv6Only);
            case V6 -> !v4Bound;
        };
    }

    /** A name is looked up only here, where a descriptor with the spec's kind and port is at hand. */
    private static InetAddress[] addressesOf(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException nowhere) {
            return new InetAddress[0];
        }
    }
}
