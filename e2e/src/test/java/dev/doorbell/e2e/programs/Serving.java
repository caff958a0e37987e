package dev.doorbell.e2e.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A server that knows nothing of Doorbell: it binds an address in one of the JDK's ways, and answers each client. */
public final class Serving {
    /** The line for each connection of a {@link ServerSocket}. */
    public static final String ACCEPTED = "accepted";

    /** The beginning of the line with another port than that of the argument. */
    public static final String OTHER_PORT = "port ";

    private static final byte[] ANSWER = {'o', 'k', '\n'};
    private static final int SIZE = 64;

    private Serving() {}

    /** The ways, by the name that the first argument has. */
    public enum Way {
        SERVER_SOCKET,
        CLOSED_AND_OPENED_AGAIN,
        CLOSED_WHILE_IT_ACCEPTS,
        CONCURRENT,
        SHARED,
        TWICE,
        CHANNEL,
        SELECTED_BEFORE_IT_IS_BOUND,
        ASYNCHRONOUS,
        DATAGRAM_CHANNEL,
        DATAGRAM_SOCKET,
        UNIX,
        UNIX_DELETED_FIRST,
        BESIDE_OTHERS
    }

    /** Arguments: the way, and a port or path. */
    public static void main(String... arguments) throws Exception {
        Way way = Way.valueOf(arguments[0]);
        boolean unix = way == Way.UNIX || way == Way.UNIX_DELETED_FIRST;
        SocketAddress address =
                unix ? UnixDomainSocketAddress.of(arguments[1]) : new InetSocketAddress(Integer.parseInt(arguments[1]));
        switch (way) {
            case SERVER_SOCKET -> serve(opened(address, false));
            case CLOSED_AND_OPENED_AGAIN -> openAgain(address);
            case CLOSED_WHILE_IT_ACCEPTS -> closeWhileItAccepts(address);
            case CONCURRENT -> serveEach(opened(address, false));
            case SHARED -> share(address);
            case TWICE -> openTwice(address);
            case CHANNEL -> serve(ServerSocketChannel.open().bind(address));
            case SELECTED_BEFORE_IT_IS_BOUND -> select(address);
            case ASYNCHRONOUS -> serve(AsynchronousServerSocketChannel.open().bind(address));
            case DATAGRAM_CHANNEL -> serve(DatagramChannel.open().bind(address));
            case DATAGRAM_SOCKET -> serve(new DatagramSocket(address));
            case UNIX ->
                serve(ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address));
            case UNIX_DELETED_FIRST -> deleteFirst(arguments[1], address);
            case BESIDE_OTHERS -> serveBesideOthers(address);
        }
    }

    private static ServerSocket opened(SocketAddress address, boolean shared) throws IOException {
        ServerSocket server = new ServerSocket();
        if (shared) {
            server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        server.bind(address);
        return server;
    }

    private static void serve(ServerSocket server) throws IOException {
        while (true) {
            answer(server.accept());
        }
    }

    private static void serveEach(ServerSocket server) throws IOException {
        while (true) {
            Socket client = server.accept();
            new Thread(() -> {
                        try {
                            answer(client);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .start();
        }
    }

    /** Says so before it reads. */
    private static void answer(Socket client) throws IOException {
        System.out.println(ACCEPTED);
        try (client) {
            if (client.getInputStream().read(new byte[SIZE]) > 0) {
                client.getOutputStream().write(ANSWER);
            }
        }
    }

    private static void openAgain(SocketAddress address) throws IOException {
        opened(address, false).close();
        try (ServerSocket once = opened(address, false)) {
            answer(once.accept());
        }
        serve(opened(address, false));
    }

    /** Closes the first socket after its first answer, when the thread accepts the next client. */
    private static void closeWhileItAccepts(SocketAddress address) throws Exception {
        ServerSocket first = opened(address, false);
        CountDownLatch answered = new CountDownLatch(1);
        Thread accepting = new Thread(() -> {
            try {
                answer(first.accept());
                answered.countDown();
                serve(first);
            } catch (IOException closed) {
                System.out.println("closed");
            }
        });
        accepting.start();
        answered.await();
        first.close();
        accepting.join();
        serve(opened(address, false));
    }

    /** Binds a client to the port of the server, before the server, and opens one more server. */
    private static void serveBesideOthers(SocketAddress address) throws Exception {
        try (Socket client = new Socket()) {
            client.bind(address);
            System.out.println("client: bound");
        } catch (IOException refused) {
            System.out.println("client: " + refused.getMessage());
        }
        ServerSocket other = opened(new InetSocketAddress(0), false);
        System.out.println(OTHER_PORT + other.getLocalPort());
        for (ServerSocket server : new ServerSocket[] {other, opened(address, false)}) {
            start(server);
        }
    }

    private static void share(SocketAddress address) throws Exception {
        for (int i = 0; i < 3; i++) {
            start(opened(address, true));
        }
    }

    private static void start(ServerSocket server) {
        new Thread(() -> {
                    try {
                        serve(server);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .start();
    }

    private static void openTwice(SocketAddress address) throws IOException {
        ServerSocket server = opened(address, false);
        System.out.println(OTHER_PORT + server.getLocalPort());
        try {
            opened(server.getLocalSocketAddress(), false).close();
        } catch (IOException refused) {
            System.out.println(refused.getMessage());
        }
        serve(server);
    }

    private static void serve(ServerSocketChannel server) throws IOException {
        while (true) {
            answer(server.accept());
        }
    }

    private static void answer(SocketChannel client) throws IOException {
        try (client) {
            client.configureBlocking(true);
            if (client.read(ByteBuffer.allocate(SIZE)) > 0) {
                client.write(ByteBuffer.wrap(ANSWER));
            }
        }
    }

    /** Binds after the channel was registered, and the selector has watched it. */
    private static void select(SocketAddress address) throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            selector.selectNow();
            server.bind(address);
            while (true) {
                selector.select();
                selector.selectedKeys().clear();
                SocketChannel client = server.accept();
                if (client != null) {
                    answer(client);
                }
            }
        }
    }

    private static void serve(AsynchronousServerSocketChannel server) throws Exception {
        while (true) {
            try (AsynchronousSocketChannel client = server.accept().get()) {
                client.read(ByteBuffer.allocate(SIZE)).get();
                client.write(ByteBuffer.wrap(ANSWER)).get();
            }
        }
    }

    private static void serve(DatagramChannel server) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(SIZE);
        while (true) {
            SocketAddress client = server.receive(received.clear());
            server.send(ByteBuffer.wrap(ANSWER), client);
        }
    }

    private static void serve(DatagramSocket server) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[SIZE], SIZE);
            server.receive(packet);
            server.send(new DatagramPacket(ANSWER, ANSWER.length, packet.getSocketAddress()));
        }
    }

    private static void deleteFirst(String path, SocketAddress address) throws IOException {
        Files.deleteIfExists(Path.of(path));
        ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        answer(server.accept());
        server.close();
        if (!Path.of(path).toFile().delete()) {
            throw new IOException("not told that it is deleted");
        }
        serve(ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address));
    }
}
