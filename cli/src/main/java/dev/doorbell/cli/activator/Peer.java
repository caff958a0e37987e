package dev.doorbell.cli.activator;

import dev.doorbell.descriptors.Handover;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Who connected, as {@code REMOTE_ADDR} and {@code REMOTE_PORT} of {@code systemd.exec(5)} tell it. */
final class Peer {
    private final @Nullable SocketAddress address;

    private Peer(@Nullable SocketAddress address) {
        this.address = address;
    }

    static Peer of(SocketChannel connection) throws IOException {
        return new Peer(connection.getRemoteAddress());
    }

    void apply(Handover handover) {
        if (address instanceof InetSocketAddress ip) {
            handover.environment("REMOTE_ADDR", ip.getAddress().getHostAddress());
            handover.environment("REMOTE_PORT", Integer.toString(ip.getPort()));
        } else if (address != null && !address.toString().isEmpty()) {
            handover.environment("REMOTE_ADDR", address.toString());
        }
    }

    @Override
    public String toString() {
        String text = address == null ? "" : address.toString();
        return text.isEmpty() ? "an unnamed socket" : text.startsWith("/") && isIp() ? text.substring(1) : text;
    }

    private boolean isIp() {
        return address instanceof InetSocketAddress;
    }
}
