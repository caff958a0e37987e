package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/** A program that echoes to one client after the other, from one loop, with a listener or a connection. */
public final class Accepting {
    private static final int LARGEST_RECORD = 256 * 1024;

    private Accepting() {}

    /**
     * Serves.
     *
     * @param args a spec, used if there is no connection
     */
    public static void main(String[] args) throws IOException {
        Optional<Listener> connection = Doorbell.connection();
        List<Listener> all = connection.isPresent()
                ? List.of(connection.get())
                : Doorbell.open(ListenerSpec.parse(args[0])).all();
        Listener listener = all.get(0);
        System.out.println("serving " + listener);
        for (Optional<SocketChannel> client = listener.accept(); client.isPresent(); client = listener.accept()) {
            serve(client.get());
        }
        System.out.println("no further one");
    }

    private static void serve(SocketChannel client) throws IOException {
        try (client) {
            SocketAddress peer = client.getRemoteAddress();
            System.out.println("peer \"" + peer + "\"");
            if (peer instanceof UnixDomainSocketAddress) {
                System.out.println("user "
                        + client.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
            }
            echo(client);
        }
    }

    private static void echo(SocketChannel client) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(LARGEST_RECORD);
        while (client.read(record.clear()) >= 0) {
            record.flip();
            while (record.hasRemaining()) {
                client.write(record);
            }
        }
    }
}
