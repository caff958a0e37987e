package dev.doorbell.e2e.libsystemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.Address;
import dev.doorbell.descriptors.DescriptorChecks;
import dev.doorbell.descriptors.SocketPattern;
import dev.doorbell.descriptors.posix.AddressFamily;
import dev.doorbell.descriptors.posix.SocketType;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A question of {@code sd_is_fifo(3)} and similar functions, to both sides.
 *
 * @param function the function
 * @param number the descriptor
 * @param family null for any
 * @param type null for any
 * @param listening null for either
 * @param port 0 for any
 * @param text a path or name as libsystemd takes it; null for any
 */
record SdQuestion(
        Function function,
        int number,
        @Nullable AddressFamily family,
        @Nullable SocketType type,
        @Nullable Boolean listening,
        int port,
        @Nullable String text) {

    /** The functions, with the numbers of libsystemd_oracle.c. */
    enum Function {
        IS_FIFO(0),
        IS_SPECIAL(1),
        IS_SOCKET(2),
        IS_SOCKET_INET(3),
        IS_SOCKET_UNIX(4),
        IS_MQ(5);

        private final int number;

        Function(int number) {
            this.number = number;
        }
    }

    static SdQuestion of(Function function, int number, @Nullable String text) {
        return new SdQuestion(function, number, null, null, null, 0, text);
    }

    /** Writes the question for libsystemd. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(function.number);
        out.writeInt(number);
        out.writeInt(family == null ? 0 : af(family));
        out.writeInt(type == null ? 0 : sock(type));
        out.writeInt(listening == null ? -1 : listening ? 1 : 0);
        out.writeInt(port);
        Frames.writeText(out, text == null ? null : text.getBytes(UTF_8));
    }

    /** Asks Doorbell. */
    boolean ask() throws IOException {
        DescriptorChecks checks = DescriptorChecks.of(number);
        return switch (function) {
            case IS_FIFO -> text == null ? checks.isFifo() : checks.isFifo(Path.of(text));
            case IS_SPECIAL -> text == null ? checks.isSpecial() : checks.isSpecial(Path.of(text));
            case IS_SOCKET -> checks.isSocket(pattern());
            case IS_SOCKET_INET -> port == 0 ? checks.isInet(pattern()) : checks.isInet(pattern(), port);
            case IS_SOCKET_UNIX -> isUnix(checks);
            case IS_MQ -> text == null ? checks.isMessageQueue() : checks.isMessageQueue(text);
        };
    }

    private boolean isUnix(DescriptorChecks checks) throws IOException {
        if (text == null) {
            return checks.isUnix(pattern());
        }
        if (text.isEmpty()) {
            return checks.isUnnamedUnix(pattern());
        }
        return text.charAt(0) == '\0'
                ? checks.isUnix(pattern(), new Address.Abstract(text.substring(1)))
                : checks.isUnix(pattern(), Path.of(text));
    }

    private SocketPattern pattern() {
        SocketPattern pattern = SocketPattern.any();
        pattern = family == null ? pattern : pattern.family(family);
        pattern = type == null ? pattern : pattern.type(type);
        return listening == null ? pattern : pattern.listening(listening);
    }

    private static int af(AddressFamily family) {
        return switch (family) {
            case UNIX -> 1;
            case INET -> 2;
            case INET6 -> 10;
            case NETLINK -> 16;
            case VSOCK -> 40;
            case OTHER -> throw new IllegalArgumentException("libsystemd has no such question");
        };
    }

    private static int sock(SocketType type) {
        return switch (type) {
            case STREAM -> 1;
            case DATAGRAM -> 2;
            case RAW -> 3;
            case SEQPACKET -> 5;
            case OTHER -> throw new IllegalArgumentException("libsystemd has no such question");
        };
    }
}
