package dev.doorbell.provider.fallback;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
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
    /** The most tries to find a port that is free on every address. */
    private static final int MOST_TRIES = 20;

    private IpBinder() {}

    static List<ListenerHandle> bind(ListenerSpec spec) throws IOException {
        return bind(spec, IpAddresses.of(spec));
    }

    static List<ListenerHandle> bind(ListenerSpec spec, List<InetAddress> addresses) throws IOException {
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

    /** Binds all; the port that the system chooses for the first address is that of the others. */
    private static List<ListenerHandle> bindAll(ListenerSpec spec, List<InetAddress> addresses, int wantedPort)
            throws IOException {
        List<ListenerHandle> bound = new ArrayList<>();
        int port = wantedPort;
        try {
            for (InetAddress address : addresses) {
                ListenerHandle one = bindOne(spec, new InetSocketAddress(address, port));
                bound.add(one);
                port = ((Address.Ip) one.address().orElseThrow()).port();
            }
            return List.copyOf(bound);
        } catch (IOException | RuntimeException | Error e) {
            Rollback.close(bound, e);
            throw e;
        }
    }

    private static ListenerHandle bindOne(ListenerSpec spec, InetSocketAddress address) throws IOException {
        try {
            NetworkChannel channel = IpSockets.bind(spec, address);
            try {
                Address local = new Address.Ip((InetSocketAddress) channel.getLocalAddress());
                return new BoundHandle(spec, local, channel, null);
            } catch (IOException | RuntimeException e) {
                Rollback.close(List.of(channel), e);
                throw e;
            }
        } catch (SocketException refused) {
            throw BindFailure.of(spec, new Address.Ip(address), refused);
        }
    }
}
