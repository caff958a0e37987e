package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Random;

/** Channels on the loopback, listeners made of them, and bytes to send. */
final class Channels {
    private Channels() {}

    static SocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static Listener listener(String name, Kind kind, Channel channel) {
        Address address = Address.Ip.of("127.0.0.1", 1);
        return new Listener(name, "fake", new Handle(name, kind, Optional.of(address), channel));
    }

    /** Returns the same bytes each time, no two pieces of which are alike. */
    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static void write(SocketChannel to, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    /** Reads a number of bytes, or fewer if the end comes before them. */
    static byte[] read(SocketChannel from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && from.read(buffer) >= 0) {
            // until it is full
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private record Handle(String name, Kind kind, Optional<Address> address, Channel channel)
            implements ListenerHandle {
        @Override
        public Channel open() {
            return channel;
        }

        @Override
        public void commit() {}

        @Override
        public int detach() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() throws IOException {
            channel.close();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
