package dev.doorbell.e2e.run;

import dev.doorbell.e2e.fixture.Clients;
import java.nio.file.Path;
import java.util.List;

/** The sockets of both {@link Activator}s, and a client of the first socket. */
enum Sockets {
    TCP,
    TCP_OVER_IPV6,
    UDP,
    UNIX_STREAM,
    UNIX_SEQPACKET,
    UNIX_DATAGRAM,
    ABSTRACT,
    SEVERAL;

    Activated activated(Path file, int port) {
        return switch (this) {
            case TCP -> Activated.streams("x=tcp://127.0.0.1:" + port);
            case TCP_OVER_IPV6 -> Activated.streams("x=tcp://[::1]:" + port);
            case UDP -> Activated.datagrams("x=udp://127.0.0.1:" + port);
            case UNIX_STREAM -> Activated.streams("x=unix://" + file);
            case UNIX_SEQPACKET -> Activated.packets("x=unixpacket://" + file);
            case UNIX_DATAGRAM -> Activated.datagrams("x=unixgram://" + file);
            case ABSTRACT -> Activated.streams("x=unix:@doorbell-" + port);
            case SEVERAL -> Activated.streams("x=tcp://127.0.0.1:" + port, "y=unix://" + file, "z=tcp://[::1]:" + port);
        };
    }

    List<String> client(Path file, int port) {
        String path = file.toString();
        return switch (this) {
            case TCP, SEVERAL -> Clients.command("tcp", "127.0.0.1", String.valueOf(port));
            case TCP_OVER_IPV6 -> Clients.command("tcp", "::1", String.valueOf(port));
            case UDP -> Clients.command("udp", "127.0.0.1", String.valueOf(port));
            case UNIX_STREAM -> Clients.command("ping", path, "SOCK_STREAM");
            case UNIX_SEQPACKET -> Clients.command("ping", path, "SOCK_SEQPACKET");
            case UNIX_DATAGRAM -> Clients.command("ping", path, "SOCK_DGRAM", "@doorbell-client-" + System.nanoTime());
            case ABSTRACT -> Clients.command("ping", "@doorbell-" + port, "SOCK_STREAM");
        };
    }

    /** Returns the number of descriptors. */
    int count() {
        return this == SEVERAL ? 3 : 1;
    }
}
