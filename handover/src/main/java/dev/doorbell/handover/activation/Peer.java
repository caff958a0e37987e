package dev.doorbell.handover.activation;

import dev.doorbell.handover.Handover;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * The address of a client, for {@code REMOTE_ADDR} and {@code REMOTE_PORT} of {@code systemd.exec(5)}.
 *
 * @param address an IP address, an escaped path, or empty
 * @param port the port of an IP address, or empty
 * @param text the address for the log
 */
record Peer(String address, String port, String text) {
    private static final String ADDRESS = "REMOTE_ADDR";
    private static final String PORT = "REMOTE_PORT";

    static Peer of(SocketChannel connection) throws IOException {
        SocketAddress remote = connection.getRemoteAddress();
        if (remote instanceof InetSocketAddress socket) {
            Address.Ip ip = new Address.Ip(socket);
            return new Peer(ip.host(), Integer.toString(ip.port()), ip.toString());
        }
        String path = remote instanceof UnixDomainSocketAddress unix
                        && !unix.getPath().toString().isEmpty()
                ? PeerPath.escaped(unix.getPath())
                : "";
        return new Peer(path, "", path.isEmpty() ? "an unnamed socket" : path);
    }

    /** Sets the variables of this client, and none of those that this process was started with. */
    void apply(Handover handover) {
        set(handover, ADDRESS, address);
        set(handover, PORT, port);
    }

    private static void set(Handover handover, String variable, String value) {
        handover.withoutEnvironment(variable);
        if (!value.isEmpty()) {
            handover.environment(variable, value);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
