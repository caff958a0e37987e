package dev.doorbell.provider.systemd;

import dev.doorbell.Address;
import dev.doorbell.IpVersion;
import dev.doorbell.ListenerSpec;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
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
            return samePath(file.path(), bound.path());
        }
        if (wanted.get() instanceof Address.Abstract name && found.get() instanceof Address.Abstract bound) {
            // the kernel lists a NUL in a name as @, unix_seq_show()
            return name.name().replace('\0', '@').equals(bound.name().replace('\0', '@'));
        }
        return wanted.get().equals(found.get());
    }

    /** Also through a symbolic link: systemd binds {@code /run} for a unit that says {@code /var/run}. */
    private static boolean samePath(Path wanted, Path bound) {
        try {
            return absolute(wanted).equals(absolute(bound)) || Files.isSameFile(wanted, bound);
        } catch (IOException oneIsNotThere) {
            return false;
        }
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
            boolean same =
                    one.isAnyLocalAddress() ? matchesWildcard(one, address, ipv6Only) : sameAddress(one, address);
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

    /** A link-local address is one only together with its link, which a spec may leave out. */
    private static boolean sameAddress(InetAddress wanted, InetAddress bound) {
        return wanted.equals(bound) && (scope(wanted) == 0 || scope(wanted) == scope(bound));
    }

    private static int scope(InetAddress address) {
        return address instanceof Inet6Address v6 ? v6.getScopeId() : 0;
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
