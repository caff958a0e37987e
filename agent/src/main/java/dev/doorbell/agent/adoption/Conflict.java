package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listeners that were passed at the port or path that a program binds, whether they match or not. */
final class Conflict {
    private Conflict() {}

    /** The name that the user gave to a port or path. */
    static Optional<String> name(Address address, Map<String, String> names) {
        return Optional.ofNullable(names.get(place(address)));
    }

    private static String place(Address address) {
        return address instanceof Address.Ip ip ? String.valueOf(ip.port()) : address.toString();
    }

    /** Whether a listener is at the port or path of a request, or the user gave that a name. */
    static boolean isNear(PassedListener listener, BindRequest request, Map<String, String> names) {
        return name(request.address(), names).isPresent() || isAt(listener, request.address());
    }

    /** Folders are compared by the matcher, which follows links. */
    private static boolean isAt(PassedListener listener, Address wanted) {
        Optional<DescriptorFacts> facts = listener.descriptor().facts();
        Optional<Address> passed = facts.isPresent() ? facts.get().address() : Optional.empty();
        if (wanted instanceof Address.Ip ip) {
            return passed.orElse(null) instanceof Address.Ip bound && bound.port() == ip.port() && ip.port() != 0;
        }
        return wanted instanceof Address.File file
                && passed.orElse(null) instanceof Address.File bound
                && bound.path().endsWith(file.path().getFileName());
    }

    /** The refusal of the operating system, with the listeners that may be the cause. */
    static IOException explained(
            IOException refused, BindRequest request, List<PassedListener> listeners, Map<String, String> names)
            throws IOException {
        StringBuilder taken = new StringBuilder();
        StringBuilder elsewhere = new StringBuilder();
        for (PassedListener listener : listeners) {
            if (isNear(listener, request, names)) {
                StringBuilder list = listener.isFree() ? elsewhere : taken;
                list.append(list.length() == 0 ? "" : ", ").append(listener);
            }
        }
        String reason = taken.length() > 0
                ? "another socket of this program has " + taken + ". Close that one first, or set SO_REUSEPORT on both."
                : elsewhere
                        + " was passed, which is not at that address. Let the program bind the address that was passed,"
                        + " pass the one that it binds, or set -Ddoorbell.agent.map=NAME=" + place(request.address())
                        + " with the name of the listener.";
        IOException explained =
                new BindException("cannot bind " + request.address() + ": " + refused.getMessage() + "; " + reason);
        explained.initCause(refused);
        return explained;
    }
}
