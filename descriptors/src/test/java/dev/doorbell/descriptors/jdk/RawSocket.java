package dev.doorbell.descriptors.jdk;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Descriptors that are open in this process and belong to no channel, as inherited ones are. */
public final class RawSocket {
    /** As {@code fdinfo} of {@code proc(5)} has them, on the machines that tests run on. */
    private static final int O_NONBLOCK = 04000;

    private static final int O_CLOEXEC = 02000000;

    private RawSocket() {}

    public static int tcp(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        try (ServerSocketChannel channel = ServerSocketChannel.open(family(address))) {
            return copy(channel.bind(new InetSocketAddress(address, 0)));
        }
    }

    public static int nonBlockingTcp() throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            channel.bind(new InetSocketAddress("127.0.0.1", 0));
            channel.configureBlocking(false);
            return copy(channel);
        }
    }

    public static int udp(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        try (DatagramChannel channel = DatagramChannel.open(family(address))) {
            return copy(channel.bind(new InetSocketAddress(address, 0)));
        }
    }

    public static int unix(Path path) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            return copy(channel.bind(UnixDomainSocketAddress.of(path)));
        }
    }

    public static int copy(SelectableChannel channel) throws IOException {
        return RawDescriptors.duplicate(channel);
    }

    /** Lets the JDK open the descriptors that it keeps for its own use, so that they are not taken for a leak. */
    public static void warmUp() throws IOException {
        for (String host : new String[] {"127.0.0.1", "::1"}) {
            close(tcp(host));
            close(udp(host));
        }
    }

    public static void close(int number) throws IOException {
        SunNioCh.close0(number);
    }

    /** Whether O_NONBLOCK is set, as the kernel tells it. */
    public static boolean isNonBlocking(int number) throws IOException {
        return (flags(number) & O_NONBLOCK) != 0;
    }

    /** Whether FD_CLOEXEC is set, as the kernel tells it. */
    public static boolean isCloseOnExec(int number) throws IOException {
        return (flags(number) & O_CLOEXEC) != 0;
    }

    private static int flags(int number) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number))) {
            if (line.startsWith("flags:")) {
                return Integer.parseInt(line.substring("flags:".length()).strip(), 8);
            }
        }
        throw new IOException("no flags of fd " + number);
    }

    /** The highest number under which this process has something open that {@code /proc/self/fd} calls so. */
    public static int opened(String target) throws IOException {
        int highest = -1;
        for (Path number : numbers()) {
            Path link = Path.of("/proc/self/fd").resolve(number);
            if (Files.isSymbolicLink(link)
                    && Files.readSymbolicLink(link).toString().equals(target)) {
                highest = Math.max(highest, Integer.parseInt(number.toString()));
            }
        }
        return highest;
    }

    /** Whether nothing is open under a number that was closed: the JVM's other threads may have it for a moment. */
    public static boolean isClosed(int number) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (DescriptorFacts.of(number).open()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Those without a path, such as sockets: the JVM's other threads open and close files at any time. */
    public static long openDescriptors() throws IOException {
        long open = 0;
        for (Path number : numbers()) {
            try {
                Path link = Path.of("/proc/self/fd").resolve(number);
                open += Files.readSymbolicLink(link).isAbsolute() ? 0 : 1;
            } catch (NoSuchFileException closedMeanwhile) {
                // it was a file of another thread
            }
        }
        return open;
    }

    private static List<Path> numbers() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(Path::getFileName).toList();
        }
    }

    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }
}
