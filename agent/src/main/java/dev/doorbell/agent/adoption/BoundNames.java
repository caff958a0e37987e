package dev.doorbell.agent.adoption;

import dev.doorbell.spec.Address;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that the user gives to what the program binds.
 *
 * @param byPlace the names by port or path; a port may have several, of listeners of different kinds
 */
record BoundNames(Map<String, List<String>> byPlace) {
    static final BoundNames NONE = new BoundNames(Map.of());

    /** The names of an address, whatever its host. */
    List<String> of(Address address) {
        return byPlace.isEmpty() ? List.of() : byPlace.getOrDefault(place(address), List.of());
    }

    Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (List<String> names : byPlace.values()) {
            all.addAll(names);
        }
        return all;
    }

    /** The port or the absolute path of an address, as the option has it. */
    static String place(Address address) {
        if (address instanceof Address.Ip ip) {
            return String.valueOf(ip.port());
        }
        return address instanceof Address.File file
                ? file.path().toAbsolutePath().normalize().toString()
                : address.toString();
    }
}
