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
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The choice of a listener for an address that the program binds: the matcher's, among those that are free. */
final class ListenerChoice {
    /** No service manager passes a name with a colon. */
    private static final String WITHOUT_NAME = ":";

    private final List<PassedListener> listeners;
    private final Map<String, String> names;

    /**
     * A choice among listeners.
     *
     * @param names the names of listeners by the port or path that the program binds
     */
    ListenerChoice(List<PassedListener> listeners, Map<String, String> names) {
        this.listeners = listeners;
        this.names = names;
    }

    /** Returns a listener that no socket has; else one whose sockets share their address, as this one does. */
    @Nullable
    PassedListener of(Address address, SocketFacts socket, boolean shares) throws IOException {
        PassedListener shared = null;
        for (PassedListener listener : matching(spec(address, socket))) {
            if (listener.isFree()) {
                return listener;
            }
            if (shares && listener.isShared()) {
                shared = listener;
            }
        }
        return shared;
    }

    private List<PassedListener> matching(ListenerSpec spec) throws IOException {
        List<PassedDescriptor> descriptors = new ArrayList<>();
        for (PassedListener listener : listeners) {
            descriptors.add(listener.descriptor());
        }
        List<PassedListener> matching = new ArrayList<>();
        try {
            for (PassedDescriptor found : Matcher.matchBound(spec, descriptors).found(spec)) {
                matching.add(listeners.get(descriptors.indexOf(found)));
            }
            return matching;
        } catch (IllegalStateException wrongKind) {
            throw (IOException) new BindException(wrongKind.getMessage()).initCause(wrongKind);
        }
    }

    /** The program's address as a spec. A wildcard is that of the socket's family, which may be both IP versions. */
    private ListenerSpec spec(Address address, SocketFacts socket) {
        String name = Conflict.name(address, names).orElse(WITHOUT_NAME);
        boolean datagrams = socket.type() == CNumber.SOCK_DGRAM;
        if (!(address instanceof Address.Ip ip)) {
            return ListenerSpec.of(name, datagrams ? Kind.UNIX_DATAGRAM : Kind.UNIX_STREAM, address);
        }
        boolean wildcard = ip.socketAddress().getAddress().isAnyLocalAddress();
        ListenerSpec spec = ListenerSpec.of(
                name, datagrams ? Kind.UDP : Kind.TCP, Address.Ip.of(wildcard ? "*" : ip.host(), ip.port()));
        if (wildcard && socket.family() == CNumber.AF_INET) {
            return spec.ipVersion(IpVersion.V4);
        }
        return wildcard && socket.ipv6Only() ? spec.ipVersion(IpVersion.V6) : spec;
    }
}
