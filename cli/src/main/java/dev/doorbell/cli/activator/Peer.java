package dev.doorbell.cli.activator;

import dev.doorbell.handover.Handover;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Who connected, as {@code REMOTE_ADDR} and {@code REMOTE_PORT} of {@code systemd.exec(5)} tell it. */
final class Peer {
    private static final String ADDRESS = "REMOTE_ADDR";
    private static final String PORT = "REMOTE_PORT";

    private final @Nullable SocketAddress address;

    private Peer(@Nullable SocketAddress address) {
        this.address = address;
    }

    static Peer of(SocketChannel connection) throws IOException {
        return new Peer(connection.getRemoteAddress());
    }

    void apply(Handover handover) {
        // nobody is to take what this process was told for what is told of this client
        handover.withoutEnvironment(ADDRESS);
        handover.withoutEnvironment(PORT);
        if (address instanceof InetSocketAddress ip) {
            handover.environment(ADDRESS, new Address.Ip(ip).host());
            handover.environment(PORT, Integer.toString(ip.getPort()));
        } else if (!path().isEmpty()) {
            handover.environment(ADDRESS, path());
        }
    }

    /** Empty for a client that is bound to no path. */
    private String path() {
        return address instanceof UnixDomainSocketAddress unix
                        && !unix.getPath().toString().isEmpty()
                ? PeerPath.escaped(unix.getPath())
                : "";
    }

    @Override
    public String toString() {
        if (address instanceof InetSocketAddress ip) {
            return new Address.Ip(ip).toString();
        }
        return path().isEmpty() ? "an unnamed socket" : path();
    }
}
