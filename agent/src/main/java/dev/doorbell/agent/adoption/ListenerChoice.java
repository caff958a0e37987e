package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.provider.systemd.matching.Matcher;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The choice of a listener for an address that the program binds: the matcher's, among those that are free. */
final class ListenerChoice {
    /** No service manager passes a name with a colon. */
    private static final String WITHOUT_NAME = ":";

    private final List<PassedListener> listeners;
    private final BoundNames names;

    /**
     * A choice among listeners of the kind that the program binds.
     *
     * @param names the names of listeners by the port or path that the program binds
     */
    ListenerChoice(List<PassedListener> listeners, BoundNames names) {
        this.listeners = listeners;
        this.names = names;
    }

    /** The kind that a socket has once it is bound, and listens. */
    static Kind kind(Address address, SocketFacts socket) {
        boolean datagrams = socket.type() == CNumber.SOCK_DGRAM;
        if (address instanceof Address.Ip) {
            return datagrams ? Kind.UDP : Kind.TCP;
        }
        return datagrams ? Kind.UNIX_DATAGRAM : Kind.UNIX_STREAM;
    }

    /**
     * Returns the listener that no socket has; else one whose sockets share their address, as this one does.
     *
     * @throws IOException if several are free and the socket does not share its address: clients of the others would wait
     *     indefinitely
     */
    @Nullable
    PassedListener of(Address address, SocketFacts socket, boolean shares) throws IOException {
        List<PassedListener> free = new ArrayList<>();
        PassedListener shared = null;
        for (PassedListener listener : matching(address, socket)) {
            if (!listener.isOpen()) {
                continue;
            }
            if (listener.isFree()) {
                free.add(listener);
            } else if (shares && listener.isShared()) {
                shared = listener;
            }
        }
        if (free.size() > 1 && !shares) {
            throw Conflict.several(address, free);
        }
        return free.isEmpty() ? shared : free.get(0);
    }

    /** Listeners that the user has named for the address; without any, those at the address. */
    private List<PassedListener> matching(Address address, SocketFacts socket) {
        List<PassedListener> matching = new ArrayList<>();
        for (String name : names.of(address)) {
            for (PassedListener listener : matching(spec(name, address, socket))) {
                if (listener.isCalled(name)) {
                    matching.add(listener);
                }
            }
        }
        return matching.isEmpty() ? matching(spec(WITHOUT_NAME, address, socket)) : matching;
    }

    private List<PassedListener> matching(ListenerSpec spec) {
        List<PassedDescriptor> descriptors = new ArrayList<>();
        for (PassedListener listener : listeners) {
            descriptors.add(listener.descriptor());
        }
        List<PassedListener> matching = new ArrayList<>();
        for (PassedDescriptor found : Matcher.matchBound(spec, descriptors).found(spec)) {
            matching.add(listeners.get(descriptors.indexOf(found)));
        }
        return matching;
    }

    /** The program's address as a spec. A wildcard is that of the socket's family, which may be both IP versions. */
    private static ListenerSpec spec(String name, Address address, SocketFacts socket) {
        Kind kind = kind(address, socket);
        if (!(address instanceof Address.Ip ip)) {
            return ListenerSpec.of(name, kind, address);
        }
        boolean wildcard = ip.socketAddress().getAddress().isAnyLocalAddress();
        ListenerSpec spec = ListenerSpec.of(name, kind, Address.Ip.of(wildcard ? "*" : ip.host(), ip.port()));
        if (wildcard && socket.family() == CNumber.AF_INET) {
            return spec.ipVersion(IpVersion.V4);
        }
        return wildcard && socket.ipv6Only() ? spec.ipVersion(IpVersion.V6) : spec;
    }
}
