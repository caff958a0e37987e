package dev.doorbell.e2e.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;

/** A server whose shutdown hook ends its acceptor in one of the usual ways, and waits for it. It knows nothing of Doorbell. */
public final class Ending {
    /** The line for each connection, before its request is read. */
    public static final String ACCEPTED = "accepted";

    /** The line of a program that has not bound its address yet. */
    public static final String STARTING = "starting";

    /** The line for each client that a selector reports. */
    public static final String REPORTED = "reported";

    /** The line of the hook, when the acceptor has ended. */
    public static final String JOINED = "joined";

    private static final byte[] ANSWER = {'o', 'k', '\n'};
    private static final int SIZE = 64;
    private static final int MILLIS = 100;

    private Ending() {}

    /** The ways, by the name that the first argument has. */
    public enum Way {
        /** The hook closes a {@link ServerSocket}. */
        CLOSED,
        /** The hook closes a {@link ServerSocketChannel}. */
        CLOSED_CHANNEL,
        /** The hook interrupts the thread, which closes the {@link ServerSocketChannel} that it waits in. */
        INTERRUPTED,
        /** The thread looks after each timeout whether it is to end. */
        ASKED,
        /** The hook connects to wake the thread, which then looks whether it is to end. */
        WOKEN,
        /** A selector has reported a client, which is accepted while the hook runs, and not answered. */
        SELECTED,
        /** It closes nothing, and binds its address after a while. */
        LATE
    }

    private static final CountDownLatch HOOK_RUNS = new CountDownLatch(1);

    private static volatile boolean ends;

    /** Arguments: the way and a port. */
    public static void main(String... arguments) throws Exception {
        Way way = Way.valueOf(arguments[0]);
        InetSocketAddress address = new InetSocketAddress(Integer.parseInt(arguments[1]));
        if (way == Way.LATE) {
            Thread.sleep(MILLIS * 10);
            System.out.println(STARTING);
            Thread.sleep(MILLIS * 20);
        } else if (way == Way.SELECTED) {
            select(address);
            return;
        }
        boolean channel = way == Way.INTERRUPTED || way == Way.CLOSED_CHANNEL;
        ServerSocket server =
                channel ? ServerSocketChannel.open().bind(address).socket() : new ServerSocket(address.getPort());
        server.setSoTimeout(way == Way.ASKED ? MILLIS : 0);
        Thread accepting = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(way, server, accepting)));
        serve(server);
    }

    private static void select(InetSocketAddress address) throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open().bind(address)) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Thread accepting = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(Way.SELECTED, server.socket(), accepting)));
            selector.select();
            System.out.println(REPORTED);
            HOOK_RUNS.await();
            System.out.println(server.accept() == null ? "no client" : ACCEPTED);
        }
    }

    private static void serve(ServerSocket server) {
        try {
            while (!ends) {
                acceptOne(server);
            }
        } catch (IOException closed) {
            System.out.println(closed);
        }
    }

    private static void acceptOne(ServerSocket server) throws IOException {
        try (Socket client = server.accept()) {
            if (ends) {
                return;
            }
            System.out.println(ACCEPTED);
            if (client.getInputStream().read(new byte[SIZE]) > 0) {
                client.getOutputStream().write(ANSWER);
            }
        } catch (SocketTimeoutException once) {
            // it looks whether it is to end
        }
    }

    private static void end(Way way, ServerSocket server, Thread accepting) {
        try {
            switch (way) {
                case CLOSED, CLOSED_CHANNEL -> server.close();
                case INTERRUPTED -> accepting.interrupt();
                case ASKED -> ends = true;
                case WOKEN -> {
                    ends = true;
                    new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()).close();
                }
                case SELECTED -> HOOK_RUNS.countDown();
                case LATE -> {
                    return;
                }
            }
            accepting.join();
            System.out.println(JOINED);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
