package dev.doorbell.descriptors.adoption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.UnixChannels;
import dev.doorbell.descriptors.posix.CPaths;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.descriptors.unix.UnixAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** Accepts clients whose paths no locale can express, and tells what became of them. */
final class AcceptingWithoutLocale {
    private static final int ROUNDS = 20;
    private static final long LONG_ENOUGH = 10_000;

    private final String directory;
    private final byte[] path;

    private AcceptingWithoutLocale(String directory, byte[] path) {
        this.directory = directory;
        this.path = path;
    }

    public static void main(String[] arguments) throws Exception {
        byte[] path = (arguments[1] + "/" + (arguments[2].equals("s") ? "s" : "\u00fcn\u00ef")).getBytes(UTF_8);
        new AcceptingWithoutLocale(arguments[1], path).run(arguments[0]);
    }

    private void run(String what) throws Exception {
        InheritedHandle handle = handle(UnixAddress.listening(TestLibC.SOCK_STREAM, path));
        ServerSocketChannel listener = (ServerSocketChannel) handle.open();
        handle.commit();
        if (what.equals("clients") || what.equals("connection")) {
            serve(handle, listener, what.equals("connection"));
        } else if (what.equals("virtual")) {
            endVirtual(handle, listener);
        } else {
            end(handle, listener, what);
        }
    }

    private void serve(InheritedHandle handle, ServerSocketChannel listener, boolean adopt) throws Exception {
        List<String> named = new ArrayList<>();
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            named = new ArrayList<>();
            for (String client : List.of("a", "\u00c3\u00a9", "\u00ff\u0080", "\0unnamed")) {
                named.add(accept(handle, listener, client, adopt));
            }
            if (round == 0) {
                before = RawSocket.openDescriptors();
            }
        }
        System.out.println("named: " + named);
        System.out.println("more descriptors: " + (RawSocket.openDescriptors() - before));
    }

    /** {@return the client's name as the program sees it: in hexadecimal digits where it is not ASCII} */
    private String accept(InheritedHandle handle, ServerSocketChannel listener, String client, boolean adopt)
            throws Exception {
        boolean unnamed = client.startsWith("\0");
        byte[] own = (unnamed ? client + System.nanoTime() : directory + "/" + client).getBytes(ISO_8859_1);
        int socket = UnixAddress.bound(TestLibC.SOCK_STREAM, own);
        byte[] sockaddr = SockaddrUn.of(path);
        TestLibC.INSTANCE.connect(socket, sockaddr, sockaddr.length);
        try (SocketChannel taken = Objects.requireNonNull(handle.accept(listener));
                SocketChannel served = adopt ? adopted(taken) : taken) {
            served.write(ByteBuffer.wrap(new byte[] {1}));
            return nameOf(served, client);
        } finally {
            RawSocket.close(socket);
            if (!unnamed) {
                Files.delete(UnixChannels.path(own));
            }
        }
    }

    private static SocketChannel adopted(SocketChannel taken) throws IOException {
        InheritedHandle handle = handle(RawDescriptors.duplicate(taken));
        Channel connection = handle.open();
        handle.commit();
        return (SocketChannel) connection;
    }

    private static String nameOf(SocketChannel served, String client) throws IOException {
        UnixDomainSocketAddress address = (UnixDomainSocketAddress) served.getRemoteAddress();
        if (address.getPath().toString().isEmpty()) {
            return "@";
        }
        byte[] bytes = CPaths.asGiven(address.getPath());
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = bytes.length - 1; i >= 0 && bytes[i] != '/'; i--) {
            name.write(bytes[i]);
        }
        byte[] last = new StringBuilder(name.toString(ISO_8859_1))
                .reverse()
                .toString()
                .getBytes(ISO_8859_1);
        int end = last.length > 0 && last[last.length - 1] == 0 ? last.length - 1 : last.length;
        return client.equals("a")
                ? new String(last, 0, end, ISO_8859_1)
                : HexFormat.of().formatHex(last, 0, end);
    }

    private static void end(InheritedHandle handle, ServerSocketChannel listener, String what) throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        Thread acceptor = new Thread(() -> {
            waits.countDown();
            System.out.println(accept(handle, listener) + ", open: " + listener.isOpen());
        });
        if (what.equals("empty")) {
            listener.configureBlocking(false);
        }
        acceptor.start();
        waits.await();
        if (what.equals("interrupted")) {
            acceptor.interrupt();
        } else if (what.equals("closed")) {
            awaitSystemCall(acceptor);
            listener.close();
        }
        acceptor.join();
    }

    /** A virtual thread that is not woken does not keep the process. */
    private static void endVirtual(InheritedHandle handle, ServerSocketChannel listener) throws Exception {
        Thread acceptor = VirtualThreads.startIfThereAre(
                () -> System.out.println(accept(handle, listener) + ", open: " + listener.isOpen()));
        while (acceptor.isAlive() && !isIn(acceptor, "accept0") && !isIn(acceptor, "park")) {
            Thread.onSpinWait();
        }
        Thread closer = VirtualThreads.startIfThereAre(() -> {
            try {
                listener.close();
            } catch (IOException e) {
                System.out.println(e);
            }
        });
        closer.join(LONG_ENOUGH);
        acceptor.join(LONG_ENOUGH);
    }

    private static boolean isIn(Thread thread, String method) {
        return List.of(thread.getStackTrace()).stream()
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    /** In native code a thread is runnable: its stack tells where it is. */
    private static void awaitSystemCall(Thread acceptor) {
        while (!isIn(acceptor, "accept0")) {
            Thread.onSpinWait();
        }
    }

    private static String accept(InheritedHandle handle, ServerSocketChannel listener) {
        try {
            return String.valueOf(handle.accept(listener));
        } catch (IOException e) {
            return e.getClass().getName();
        }
    }

    private static InheritedHandle handle(int number) throws IOException {
        return new InheritedHandle(
                DescriptorFacts.of(number), new DescriptorClaim(new Properties(), "fd", "a descriptor"));
    }
}
