package dev.doorbell.provider.fallback;

import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;

/** Binds TCP and UDP specs: each address that the host has, on one port, all or nothing. */
final class IpBinder {
    /** How often to look for a port that is free on every address. */
    private static final int MOST_TRIES = 20;

    private IpBinder() {}

    static List<Listener> bind(ListenerSpec spec) throws IOException {
        return bind(spec, IpAddresses.of(spec));
    }

    static List<Listener> bind(ListenerSpec spec, List<InetAddress> addresses) throws IOException {
        int port = ((Address.Ip) spec.address().orElseThrow()).port();
        // a port that the system chose for the first address may be taken on the others
        int tries = port == 0 && addresses.size() > 1 ? MOST_TRIES : 1;
        while (true) {
            try {
                return bindAll(spec, addresses, port);
            } catch (BindException taken) {
                if (--tries == 0) {
                    throw taken;
                }
            }
        }
    }

    /** The first address settles the port of the others where the system chooses it. */
    private static List<Listener> bindAll(ListenerSpec spec, List<InetAddress> addresses, int wantedPort)
            throws IOException {
        List<Listener> bound = new ArrayList<>();
        int port = wantedPort;
        try {
            for (InetAddress address : addresses) {
                Listener listener = bindOne(spec, new InetSocketAddress(address, port));
                bound.add(listener);
                port = ((Address.Ip) listener.address().orElseThrow()).port();
            }
            return List.copyOf(bound);
        } catch (IOException | RuntimeException | Error e) {
            Rollback.close(bound, e);
            throw e;
        }
    }

    private static Listener bindOne(ListenerSpec spec, InetSocketAddress address) throws IOException {
        try {
            return listener(spec, IpSockets.bind(spec, address));
        } catch (SocketException refused) {
            throw BindFailure.of(spec, new Address.Ip(address), refused);
        }
    }

    private static Listener listener(ListenerSpec spec, NetworkChannel channel) throws IOException {
        Address local = new Address.Ip((InetSocketAddress) channel.getLocalAddress());
        Kind kind = spec.kind().orElseThrow();
        return new Listener(
                spec.name(), kind, local, Origin.bound(FallbackProvider.NAME), new BoundHandle(channel, null));
    }
}
