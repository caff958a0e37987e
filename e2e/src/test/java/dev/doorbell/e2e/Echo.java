package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Clients of echo-daemon. */
public final class Echo {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MEBIBYTE = 1 << 20;

    private Echo() {}

    /** Everything that is sent comes back, also what is still under way when the client's side is shut down. */
    public static void overTcp(InetSocketAddress server) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(server, TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            assertEchoes(socket.getInputStream(), out, () -> socket.shutdownOutput());
        }
    }

    public static void overUnix(Path path) throws Exception {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            // not Channels.newInputStream: its lock keeps a thread that writes waiting for one that reads
            assertEchoes(new Reading(channel), new Writing(channel), () -> channel.shutdownOutput());
        }
    }

    public static void overUdp(InetSocketAddress server) throws IOException {
        overUdp(server, "ping".length());
    }

    /** One datagram of so many bytes. */
    public static void overUdp(InetSocketAddress server, int bytes) throws IOException {
        byte[] sent = new byte[bytes];
        new Random(bytes).nextBytes(sent);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.send(new DatagramPacket(sent, sent.length, server));
            DatagramPacket answer = new DatagramPacket(new byte[bytes + 1], bytes + 1);
            socket.receive(answer);
            assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(sent);
            assertThat(answer.getSocketAddress()).isEqualTo(server);
        }
    }

    /** An abstract name, which the JDK cannot connect to. */
    public static void overAbstractName(String name) throws Exception {
        String script = """
                import socket, sys
                client = socket.socket(socket.AF_UNIX)
                client.settimeout(30)
                client.connect("\\0" + sys.argv[1])
                client.sendall(b"ping")
                client.shutdown(socket.SHUT_WR)
                print(client.makefile().read())
                """;
        try (Program client = Program.start(List.of("python3", "-c", script, name))) {
            assertThat(client.exitCode()).as("%s", client.err()).isZero();
            assertThat(client.out()).containsExactly("ping");
        }
    }

    private static void assertEchoes(InputStream in, OutputStream out, HalfClose halfClose) throws Exception {
        byte[] sent = new byte[MEBIBYTE];
        new Random(1).nextBytes(sent);
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(in));
        out.write(sent);
        halfClose.close();
        assertThat(received.get()).isEqualTo(sent);
    }

    private static byte[] readAll(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and reads to the end: what a client of a listener that is rejected sees. */
    public static int firstByte(InetSocketAddress server) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            return channel.read(ByteBuffer.allocate(1));
        }
    }

    public static InetSocketAddress address(String text) throws IOException {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(text.substring(colon + 1)));
    }

    private interface HalfClose {
        void close() throws IOException;
    }

    private static final class Reading extends InputStream {
        private final SocketChannel channel;

        Reading(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    private static final class Writing extends OutputStream {
        private final SocketChannel channel;

        Writing(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }
}
