package dev.doorbell.spec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a listener is, and so which view of it exists. The names are those of {@code systemd.socket(5)}'s world. */
public enum Kind {
    /** A listening TCP socket: {@link dev.doorbell.Listener#serverSocketChannel()}. */
    TCP("tcp", "serverSocketChannel()"),
    /** A UDP socket: {@link dev.doorbell.Listener#datagramChannel()}. */
    UDP("udp", "datagramChannel()"),
    /** A listening UNIX stream socket, by path or abstract name: {@link dev.doorbell.Listener#serverSocketChannel()}. */
    UNIX_STREAM("unix", "serverSocketChannel()"),
    /** A listening UNIX seqpacket socket: {@link dev.doorbell.Listener#serverSocketChannel()}, one read is one record. */
    UNIX_SEQPACKET("unixpacket", "serverSocketChannel()"),
    /** A UNIX datagram socket: {@link dev.doorbell.Listener#datagramChannel()}. */
    UNIX_DATAGRAM("unixgram", "datagramChannel()"),
    /** A named pipe, {@code fifo(7)}: {@link dev.doorbell.Listener#readableByteChannel()}. */
    FIFO("fifo", "readableByteChannel()"),
    /** A special file, such as a character device: {@link dev.doorbell.Listener#byteChannel()}. */
    SPECIAL("special", "byteChannel()"),
    /** A netlink socket, {@code netlink(7)}: {@link dev.doorbell.Listener#byteChannel()}, one read is one message. */
    NETLINK("netlink", "byteChannel()"),
    /** A POSIX message queue, {@code mq_overview(7)}: {@link dev.doorbell.Listener#byteChannel()}, one read is one message. */
    MESSAGE_QUEUE("mqueue", "byteChannel()"),
    /** One connected socket, as {@code Accept=yes} passes it: {@link dev.doorbell.Listener#socketChannel()}. */
    CONNECTION(null, "socketChannel()"),
    /** A regular file or a memory file, {@code memfd_create(2)}: {@link dev.doorbell.Listener#fileChannel()}, from where it stands. */
    FILE(null, "fileChannel()"),
    /** An open descriptor that is none of the above. It has no view; {@link dev.doorbell.Listener#detachFd()} hands it out. */
    OTHER(null, "detachFd()");

    private final Optional<String> scheme;
    private final String view;

    Kind(@Nullable String scheme, String view) {
        this.scheme = Optional.ofNullable(scheme);
        this.view = view;
    }

    /** {@return the URI scheme of this kind in a spec, or empty where no spec can ask for it} */
    public Optional<String> scheme() {
        return scheme;
    }

    /** {@return the method of {@link dev.doorbell.Listener} that serves this kind, for messages} */
    public String view() {
        return view;
    }
}
