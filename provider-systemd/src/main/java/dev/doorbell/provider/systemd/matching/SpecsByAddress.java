package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Specs by their addresses. Each kind of address has its own rules for when two of them are the same place. A descriptor
 * finds the specs that mean it without a look at every spec.
 *
 * <p>The keys of the map are lists: kind and port, and with an IP address behind them; kind, and with a path or a file behind
 * it; kind and name. Hosts and files are looked up only for a descriptor of that kind and port: at boot, the name service may
 * not be there yet.
 */
final class SpecsByAddress {
    private final Map<List<?>, List<ListenerSpec>> specs = new HashMap<>();
    private final Set<List<?>> lookedUp = new HashSet<>();

    SpecsByAddress(List<ListenerSpec> specs) {
        for (ListenerSpec spec : specs) {
            if (!spec.isBareName()) {
                add(spec, spec.kind().orElseThrow(), spec.address().orElseThrow());
            }
        }
    }

    private void add(ListenerSpec spec, Kind kind, Address address) {
        if (address instanceof Address.File file) {
            add(List.of(kind), spec);
            add(List.of(kind, absolute(file.path())), spec);
        } else if (!(address instanceof Address.Ip ip)) {
            add(name(kind, address), spec);
        } else if (ip.port() != 0) {
            // the system chooses a port for 0, which so means no port that was passed
            add(List.of(kind, ip.port()), spec);
        }
    }

    /** Returns whether a spec is of a descriptor's kind and at exactly its address. */
    static boolean isExactly(ListenerSpec spec, PassedDescriptor descriptor) {
        return !new SpecsByAddress(List.of(spec))
                .exactly(descriptor.kind(), descriptor)
                .isEmpty();
    }

    /**
     * Returns the specs of a kind at exactly the address of a descriptor.
     *
     * @param kind what to take the descriptor for
     */
    List<ListenerSpec> exactly(Kind kind, PassedDescriptor descriptor) {
        return find(kind, descriptor, true);
    }

    /**
     * Returns the specs of a kind that mean the place of a descriptor: also those of a wildcard that it serves.
     *
     * @param kind what to take the descriptor for
     */
    List<ListenerSpec> meaning(Kind kind, PassedDescriptor descriptor) {
        return find(kind, descriptor, false);
    }

    private List<ListenerSpec> find(Kind kind, PassedDescriptor descriptor, boolean exactly) {
        Address address = descriptor.address().orElse(null);
        if (address == null) {
            return List.of();
        }
        if (address instanceof Address.Ip ip) {
            return at(kind, ip, descriptor, exactly);
        }
        return address instanceof Address.File file
                ? at(kind, file.path())
                : named(get(name(kind, address)), address.toString());
    }

    /**
     * Returns the specs at exactly the address, or also those of a wildcard that the descriptor serves: {@code [::]} is served by an
     * IPv6 wildcard, {@code 0.0.0.0} by that of IPv4 or of both.
     */
    private List<ListenerSpec> at(Kind kind, Address.Ip ip, PassedDescriptor descriptor, boolean exactly) {
        InetAddress bound = ip.socketAddress().getAddress();
        List<?> port = List.of(kind, ip.port());
        if (lookedUp.add(port)) {
            for (ListenerSpec spec : get(port)) {
                for (InetAddress address : new WantedHost(spec).addresses()) {
                    add(List.of(kind, ip.port(), address), spec);
                }
            }
        }
        Set<ListenerSpec> found = new LinkedHashSet<>(get(List.of(kind, ip.port(), bound)));
        boolean both = bound.isAnyLocalAddress() && !(bound instanceof Inet4Address) && !descriptor.ipv6Only();
        if (both && !exactly) {
            found.addAll(get(List.of(kind, ip.port(), WantedHost.EVERY_IPV4)));
        }
        List<ListenerSpec> served = new ArrayList<>();
        for (ListenerSpec spec : found) {
            WantedHost host = new WantedHost(spec);
            if (host.matches(bound, descriptor) && (!exactly || host.matchesExactly(bound, descriptor))) {
                served.add(spec);
            }
        }
        return served;
    }

    /** Follows symbolic links too: systemd binds {@code /run} for a unit that says {@code /var/run}. */
    private List<ListenerSpec> at(Kind kind, Path bound) {
        List<?> ofKind = List.of(kind);
        List<ListenerSpec> same = get(List.of(kind, absolute(bound)));
        if (same.size() == get(ofKind).size()) {
            // no other is left that a link could lead to
            return same;
        }
        if (lookedUp.add(ofKind)) {
            for (ListenerSpec spec : get(ofKind)) {
                Object file = file(((Address.File) spec.address().orElseThrow()).path());
                if (file != null) {
                    add(List.of(kind, file), spec);
                }
            }
        }
        Set<ListenerSpec> both = new LinkedHashSet<>(same);
        Object file = file(bound);
        both.addAll(file == null ? List.of() : get(List.of(kind, file)));
        return new ArrayList<>(both);
    }

    /** Makes one key for the name as it is and as the kernel lists it, with {@code @} for a NUL: unix_seq_show(). */
    private static List<?> name(Kind kind, Address address) {
        return List.of(kind, address.toString().replace('\0', '@'));
    }

    private static List<ListenerSpec> named(List<ListenerSpec> alike, String bound) {
        List<ListenerSpec> same = new ArrayList<>();
        for (ListenerSpec spec : alike) {
            if (spec.address().orElseThrow().toString().equals(bound)) {
                same.add(spec);
            }
        }
        // a NUL that the descriptor's name does have came from no list, so that name is exact
        boolean exact = !same.isEmpty() || bound.indexOf('\0') >= 0;
        return exact ? same : alike;
    }

    /** Identifies a file: its device and inode. Null if none is there. */
    private static @Nullable Object file(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException notThere) {
            return null;
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private List<ListenerSpec> get(List<?> key) {
        return specs.getOrDefault(key, List.of());
    }

    private void add(List<?> key, ListenerSpec spec) {
        List<ListenerSpec> same = specs.get(key);
        if (same == null) {
            same = new ArrayList<>(1);
            specs.put(key, same);
        }
        same.add(spec);
    }
}
