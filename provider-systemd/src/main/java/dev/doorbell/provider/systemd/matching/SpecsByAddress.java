package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Specs, by where they say. Each kind of address has rules of its own for when two of them are the same place; a
 * descriptor finds the specs that mean it without looking at every spec.
 */
final class SpecsByAddress {
    private final Map<String, SpecsByHost> byPort = new HashMap<>();
    private final Map<Kind, SpecsByPath> byPath = new HashMap<>();
    private final Map<String, List<ListenerSpec>> byName = new HashMap<>();

    SpecsByAddress(List<ListenerSpec> specs) {
        for (ListenerSpec spec : specs) {
            if (!spec.isBareName()) {
                add(spec, spec.kind().orElseThrow(), spec.address().orElseThrow());
            }
        }
    }

    /** Whether a spec is of a descriptor's kind and at exactly its address. */
    static boolean isExactly(ListenerSpec spec, PassedDescriptor descriptor) {
        return !new SpecsByAddress(List.of(spec))
                .exactly(descriptor.kind(), descriptor)
                .isEmpty();
    }

    /**
     * The specs that are of a kind and at exactly the address of a descriptor.
     *
     * @param kind what to take the descriptor for
     */
    List<ListenerSpec> exactly(Kind kind, PassedDescriptor descriptor) {
        return find(kind, descriptor, true);
    }

    /**
     * The specs that are of a kind and mean the place where a descriptor is: also those of a wildcard that it serves.
     *
     * @param kind what to take the descriptor for
     */
    List<ListenerSpec> meaning(Kind kind, PassedDescriptor descriptor) {
        return find(kind, descriptor, false);
    }

    private List<ListenerSpec> find(Kind kind, PassedDescriptor descriptor, boolean exactly) {
        Optional<Address> address = descriptor.address();
        if (address.isEmpty()) {
            return List.of();
        }
        if (address.get() instanceof Address.Ip ip) {
            SpecsByHost samePort = byPort.get(port(kind, ip));
            return samePort == null
                    ? List.of()
                    : samePort.find(ip.socketAddress().getAddress(), descriptor, exactly);
        }
        if (address.get() instanceof Address.File file) {
            SpecsByPath sameKind = byPath.get(kind);
            return sameKind == null ? List.of() : sameKind.meaning(file.path());
        }
        return meaningName(kind, address.get());
    }

    private void add(ListenerSpec spec, Kind kind, Address address) {
        if (address instanceof Address.Ip ip) {
            addPort(spec, kind, ip);
        } else if (address instanceof Address.File file) {
            SpecsByPath sameKind = byPath.get(kind);
            if (sameKind == null) {
                sameKind = new SpecsByPath();
                byPath.put(kind, sameKind);
            }
            sameKind.add(spec, file.path());
        } else {
            add(byName, name(kind, address), spec);
        }
    }

    /** Port 0 stands for whichever the system chooses, and so means no port that was passed. */
    private void addPort(ListenerSpec spec, Kind kind, Address.Ip ip) {
        if (ip.port() != 0) {
            SpecsByHost samePort = byPort.get(port(kind, ip));
            if (samePort == null) {
                samePort = new SpecsByHost();
                byPort.put(port(kind, ip), samePort);
            }
            samePort.add(spec, ip.host());
        }
    }

    private static String port(Kind kind, Address.Ip ip) {
        return kind + ":" + ip.port();
    }

    /** One key for the name as it is and as the kernel lists it, with {@code @} for a NUL: unix_seq_show(). */
    private static String name(Kind kind, Address address) {
        return kind + " " + address.toString().replace('\0', '@');
    }

    private List<ListenerSpec> meaningName(Kind kind, Address bound) {
        List<ListenerSpec> alike = byName.get(name(kind, bound));
        if (alike == null) {
            return List.of();
        }
        List<ListenerSpec> same = new ArrayList<>();
        for (ListenerSpec spec : alike) {
            if (spec.address().orElseThrow().toString().equals(bound.toString())) {
                same.add(spec);
            }
        }
        // a NUL that the descriptor's name does have came from no list, so that name is exact
        boolean exact = !same.isEmpty() || bound.toString().indexOf('\0') >= 0;
        return exact ? same : alike;
    }

    static <K> void add(Map<K, List<ListenerSpec>> specs, K key, ListenerSpec spec) {
        List<ListenerSpec> same = specs.get(key);
        if (same == null) {
            same = new ArrayList<>(1);
            specs.put(key, same);
        }
        same.add(spec);
    }
}
