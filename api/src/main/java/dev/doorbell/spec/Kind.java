package dev.doorbell.spec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kind of a listener, which says the view that it has. The names are those of {@code systemd.socket(5)}. */
public enum Kind {
    /** A listening TCP socket: {@link dev.doorbell.Listener#serverSocketChannel()}. */
    TCP("tcp"),
    /** A UDP socket: {@link dev.doorbell.Listener#datagramChannel()}. */
    UDP("udp"),
    /** A listening UNIX stream socket, by path or abstract name: {@link dev.doorbell.Listener#serverSocketChannel()}. */
    UNIX_STREAM("unix"),
    /** A listening UNIX seqpacket socket: {@link dev.doorbell.Listener#serverSocketChannel()}, one read is one record. */
    UNIX_SEQPACKET("unixpacket"),
    /** A UNIX datagram socket: {@link dev.doorbell.Listener#datagramChannel()}. */
    UNIX_DATAGRAM("unixgram"),
    /** A named pipe, {@code fifo(7)}: {@link dev.doorbell.Listener#readableByteChannel()}. */
    FIFO("fifo"),
    /** A special file, such as a character device: {@link dev.doorbell.Listener#byteChannel()}. */
    SPECIAL("special"),
    /** A netlink socket, {@code netlink(7)}: {@link dev.doorbell.Listener#byteChannel()}, one read is one message. */
    NETLINK("netlink"),
    /** A POSIX message queue, {@code mq_overview(7)}: {@link dev.doorbell.Listener#byteChannel()}, one read is one message. */
    MESSAGE_QUEUE("mqueue"),
    /** One connected socket, as {@code Accept=yes} passes it: {@link dev.doorbell.Listener#socketChannel()}. */
    CONNECTION(null),
    /** A regular file or a memory file, {@code memfd_create(2)}: {@link dev.doorbell.Listener#fileChannel()}, from where it stands. */
    FILE(null),
    /** An open descriptor that is none of the above. It has no view; {@link dev.doorbell.Listener#detachFd()} hands it out. */
    OTHER(null);

    private final Optional<String> scheme;

    Kind(@Nullable String scheme) {
        this.scheme = Optional.ofNullable(scheme);
    }

    /** {@return the URI scheme of this kind in a spec, or empty where no spec can ask for it} */
    public Optional<String> scheme() {
        return scheme;
    }

    /** {@return whether a listener of this kind accepts connections, {@code accept(2)}: a stream or seqpacket socket that listens} */
    public boolean accepts() {
        return this == TCP || this == UNIX_STREAM || this == UNIX_SEQPACKET;
    }
}
