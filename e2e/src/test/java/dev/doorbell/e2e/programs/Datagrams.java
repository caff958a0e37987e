package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/** A program that prints the sender of a UNIX datagram, or sends datagrams to a path until there is no more room. */
public final class Datagrams {
    private static final int BYTES = 100;

    private Datagrams() {}

    /**
     * Receives and sends.
     *
     * @param args a spec named x, and {@code from} or the path to send to
     */
    public static void main(String[] args) throws IOException {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse(args[0]))) {
            Listener listener = listeners.get("x");
            DatagramChannel channel = listener.datagramChannel();
            if (args[1].equals("from")) {
                System.out.println("ready");
                SocketAddress sender = channel.receive(ByteBuffer.allocate(BYTES));
                System.out.println("from \"" + ((UnixSocketAddress) sender).path() + "\"");
            } else {
                fill(channel, UnixDomainSocketAddress.of(args[1]));
            }
        }
    }

    private static void fill(DatagramChannel channel, SocketAddress target) throws IOException {
        channel.configureBlocking(false);
        int sent = 0;
        while (channel.send(ByteBuffer.allocate(BYTES), target) > 0) {
            sent++;
        }
        System.out.println(sent > 0 ? "no more room" : "no room");
    }
}
