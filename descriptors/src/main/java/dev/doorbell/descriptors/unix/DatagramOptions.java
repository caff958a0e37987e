package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.jdk.DescriptorRefusal;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Set;
import jnr.unixsocket.UnixSocketOptions;
import org.jspecify.annotations.Nullable;

/** The options of a UNIX datagram channel. The timeouts, in milliseconds, are kept here, since the channel implements the wait. */
final class DatagramOptions {
    private static final Set<SocketOption<?>> SUPPORTED = Set.of(
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_SNDBUF,
            UnixSocketOptions.SO_RCVTIMEO,
            UnixSocketOptions.SO_SNDTIMEO);

    private final int number;
    private volatile int receiveTimeout;
    private volatile int sendTimeout;

    DatagramOptions(int number) {
        this.number = number;
    }

    Set<SocketOption<?>> supported() {
        return SUPPORTED;
    }

    int receiveTimeoutMillis() {
        return receiveTimeout;
    }

    int sendTimeoutMillis() {
        return sendTimeout;
    }

    <T> T get(SocketOption<T> name) throws IOException {
        return name.type().cast(value(name));
    }

    private Integer value(SocketOption<?> name) throws IOException {
        return switch (name.name()) {
            case "SO_RCVTIMEO" -> receiveTimeout;
            case "SO_SNDTIMEO" -> sendTimeout;
            case "SO_RCVBUF" -> size(CNumber.SO_RCVBUF);
            case "SO_SNDBUF" -> size(CNumber.SO_SNDBUF);
            default -> throw unsupported(name);
        };
    }

    private int size(CNumber option) throws IOException {
        try {
            return SunNioCh.getIntOption0(SunNioCh.newFD(number), CNumber.SOL_SOCKET.here(), option.here());
        } catch (IOException refused) {
            throw DescriptorRefusal.of("read an option of", number, refused);
        }
    }

    <T> void set(SocketOption<T> name, @Nullable T value) throws IOException {
        if (!(value instanceof Integer size) || size < 0) {
            throw new IllegalArgumentException(
                    name + ": expected an integer of at least 0, got " + value + ". Use 0 to wait indefinitely.");
        }
        switch (name.name()) {
            case "SO_RCVTIMEO" -> receiveTimeout = size;
            case "SO_SNDTIMEO" -> sendTimeout = size;
            case "SO_RCVBUF" ->
                SunNioCh.setIntOption0(
                        SunNioCh.newFD(number), CNumber.SOL_SOCKET.here(), CNumber.SO_RCVBUF.here(), size);
            case "SO_SNDBUF" ->
                SunNioCh.setIntOption0(
                        SunNioCh.newFD(number), CNumber.SOL_SOCKET.here(), CNumber.SO_SNDBUF.here(), size);
            default -> throw unsupported(name);
        }
    }

    private static UnsupportedOperationException unsupported(SocketOption<?> name) {
        return new UnsupportedOperationException(
                "A UNIX datagram socket has no option " + name + ", only " + SUPPORTED + ".");
    }
}
