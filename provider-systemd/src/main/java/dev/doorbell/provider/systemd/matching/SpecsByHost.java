package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The specs of one kind and port, by the addresses of their hosts. A name is looked up only here, where a descriptor of
 * that kind and port is at hand.
 */
final class SpecsByHost {
    private final List<WantedHost> hosts = new ArrayList<>();
    private @Nullable Map<InetAddress, List<WantedHost>> byAddress;

    void add(ListenerSpec spec, String host) {
        hosts.add(new WantedHost(spec, host));
    }

    /**
     * Those at exactly the address, or also those of a wildcard that the descriptor serves: {@code [::]} is served by an IPv6
     * wildcard, {@code 0.0.0.0} by that of IPv4 or of both.
     */
    List<ListenerSpec> find(InetAddress bound, PassedDescriptor descriptor, boolean exactly) {
        Set<ListenerSpec> specs = new LinkedHashSet<>();
        for (WantedHost host : byAddress().getOrDefault(bound, List.of())) {
            if (host.isServedBy(bound, descriptor) && (!exactly || host.isExactly(bound, descriptor))) {
                specs.add(host.spec());
            }
        }
        boolean both = bound.isAnyLocalAddress() && !(bound instanceof Inet4Address) && !descriptor.ipv6Only();
        for (WantedHost host :
                both && !exactly ? byAddress().getOrDefault(WantedHost.EVERY_IPV4, List.of()) : List.<WantedHost>of()) {
            if (host.isServedBy(bound, descriptor)) {
                specs.add(host.spec());
            }
        }
        return new ArrayList<>(specs);
    }

    private Map<InetAddress, List<WantedHost>> byAddress() {
        if (byAddress == null) {
            byAddress = new HashMap<>();
            for (WantedHost host : hosts) {
                for (InetAddress address : host.addresses()) {
                    add(byAddress, address, host);
                }
            }
        }
        return byAddress;
    }

    private static void add(Map<InetAddress, List<WantedHost>> hosts, InetAddress address, WantedHost host) {
        List<WantedHost> same = hosts.get(address);
        if (same == null) {
            same = new ArrayList<>(1);
            hosts.put(address, same);
        }
        same.add(host);
    }
}
