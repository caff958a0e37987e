package dev.doorbell.e2e.libsystemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.descriptors.DescriptorChecks;
import dev.doorbell.descriptors.SocketPattern;
import dev.doorbell.spec.Address;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
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
        @Nullable Family family,
        @Nullable Type type,
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
        out.writeInt(family == null ? 0 : family.number);
        out.writeInt(type == null ? 0 : type.number);
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
        pattern = family == null ? pattern : family.in(pattern);
        pattern = type == null ? pattern : type.in(pattern);
        return listening == null ? pattern : pattern.listening(listening);
    }

    /** With the numbers of Linux, as libsystemd takes them. */
    enum Family {
        UNIX(1, SocketPattern::unix),
        IPV4(2, SocketPattern::ipv4),
        IPV6(10, SocketPattern::ipv6),
        NETLINK(16, SocketPattern::netlink),
        VSOCK(40, SocketPattern::vsock);

        private final int number;

        @SuppressWarnings("ImmutableEnumChecker") // a method reference
        private final UnaryOperator<SocketPattern> addition;

        Family(int number, UnaryOperator<SocketPattern> addition) {
            this.number = number;
            this.addition = addition;
        }

        private SocketPattern in(SocketPattern pattern) {
            return addition.apply(pattern);
        }
    }

    /** With the numbers of Linux, as libsystemd takes them. */
    enum Type {
        STREAM(1, SocketPattern::stream),
        DATAGRAM(2, SocketPattern::datagram),
        RAW(3, SocketPattern::raw),
        SEQPACKET(5, SocketPattern::seqpacket);

        private final int number;

        @SuppressWarnings("ImmutableEnumChecker") // a method reference
        private final UnaryOperator<SocketPattern> addition;

        Type(int number, UnaryOperator<SocketPattern> addition) {
            this.number = number;
            this.addition = addition;
        }

        private SocketPattern in(SocketPattern pattern) {
            return addition.apply(pattern);
        }
    }
}
