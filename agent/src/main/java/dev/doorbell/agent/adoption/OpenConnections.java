package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * The connections of listeners that this process has open, whatever has accepted them. Each descriptor of the process is asked
 * for its address: the tables of {@code /proc/net} are those of the process's own network namespace, and a socket that was
 * passed may be of another one ({@code PrivateNetwork=yes}).
 */
final class OpenConnections {
    private final Set<Integer> ports = new HashSet<>();
    private final Set<ByteBuffer> paths = new HashSet<>();

    /** Counts the connections of a listener, too. */
    void add(int listener) throws IOException {
        if (isIp(SunNioCh.addressFamily(listener))) {
            ports.add(port(listener));
            return;
        }
        ByteBuffer path = path(listener);
        // the JDK reads no abstract name, and neither the JDK nor the agent gives a program such a listener
        if (path.hasRemaining()) {
            paths.add(path);
        }
    }

    int count() throws IOException {
        int count = 0;
        for (int number : OwnDescriptors.numbers()) {
            count += isCounted(number) ? 1 : 0;
        }
        return count;
    }

    private boolean isCounted(int number) throws IOException {
        int family = SunNioCh.addressFamily(number);
        if (family < 0 || !SunNioCh.isConnected(number)) {
            return false;
        }
        try {
            return isIp(family) ? ports.contains(port(number)) : paths.contains(path(number));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static boolean isIp(int family) {
        return family == SunNioCh.JDK_INET || family == SunNioCh.JDK_INET6;
    }

    private static int port(int number) throws IOException {
        return SunNioCh.localAddress(SunNioCh.newFD(number)).getPort();
    }

    private static ByteBuffer path(int number) throws IOException {
        return ByteBuffer.wrap(SunNioCh.unixLocalAddress0(SunNioCh.newFD(number)));
    }
}
