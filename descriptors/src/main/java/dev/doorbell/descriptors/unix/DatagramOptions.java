package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.jdk.DescriptorRefusal;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.waiting.Deadline;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Set;
import jnr.unixsocket.UnixSocketOptions;
import org.jspecify.annotations.Nullable;

/** The options of a UNIX datagram channel. The timeouts are kept here, since the channel implements the wait. */
final class DatagramOptions {
    private static final Set<SocketOption<?>> SUPPORTED = Set.of(
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_SNDBUF,
            UnixSocketOptions.SO_RCVTIMEO,
            UnixSocketOptions.SO_SNDTIMEO);

    private static final String TIMEOUT = "a time in milliseconds, or 0 to wait indefinitely";

    private final int number;
    private volatile int receiveTimeout;
    private volatile int sendTimeout;

    DatagramOptions(int number) {
        this.number = number;
    }

    Set<SocketOption<?>> supported() {
        return SUPPORTED;
    }

    Deadline receiveDeadline() {
        return deadline(receiveTimeout);
    }

    Deadline sendDeadline() {
        return deadline(sendTimeout);
    }

    <T> T get(SocketOption<T> name) throws IOException {
        return name.type().cast(value(name));
    }

    private Integer value(SocketOption<?> name) throws IOException {
        return switch (name.name()) {
            case "SO_RCVTIMEO" -> receiveTimeout;
            case "SO_SNDTIMEO" -> sendTimeout;
            default -> size(buffer(name));
        };
    }

    private int size(CNumber buffer) throws IOException {
        try {
            return SunNioCh.getIntOption0(SunNioCh.newFD(number), CNumber.SOL_SOCKET.here(), buffer.here());
        } catch (IOException refused) {
            throw DescriptorRefusal.of("read an option of", number, refused);
        }
    }

    <T> void set(SocketOption<T> name, @Nullable T value) throws IOException {
        switch (name.name()) {
            case "SO_RCVTIMEO" -> receiveTimeout = checked(name, value, TIMEOUT);
            case "SO_SNDTIMEO" -> sendTimeout = checked(name, value, TIMEOUT);
            default -> {
                int option = buffer(name).here();
                int size = checked(name, value, "a size in bytes");
                SunNioCh.setIntOption0(SunNioCh.newFD(number), CNumber.SOL_SOCKET.here(), option, size);
            }
        }
    }

    private static int checked(SocketOption<?> name, @Nullable Object value, String fix) {
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException(
                name + ": expected an integer of at least 0, got " + value + ". Use " + fix + ".");
    }

    private static CNumber buffer(SocketOption<?> name) {
        return switch (name.name()) {
            case "SO_RCVBUF" -> CNumber.SO_RCVBUF;
            case "SO_SNDBUF" -> CNumber.SO_SNDBUF;
            default ->
                throw new UnsupportedOperationException(
                        "A UNIX datagram socket has no option " + name + ". Use one of " + SUPPORTED + ".");
        };
    }

    private static Deadline deadline(int timeout) {
        return Deadline.in(timeout == 0 ? -1 : timeout);
    }
}
