package dev.doorbell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a listener is, and so which view of it exists. The names are those of {@code systemd.socket(5)}'s world. */
public enum Kind {
    /** A listening TCP socket: {@link Listener#serverSocketChannel()}. */
    TCP("tcp", "serverSocketChannel()"),
    /** A UDP socket: {@link Listener#datagramChannel()}. */
    UDP("udp", "datagramChannel()"),
    /** A listening UNIX stream socket, by path or abstract name: {@link Listener#serverSocketChannel()}. */
    UNIX_STREAM("unix", "serverSocketChannel()"),
    /** A listening UNIX seqpacket socket: {@link Listener#serverSocketChannel()}, one read is one record. */
    UNIX_SEQPACKET("unixpacket", "serverSocketChannel()"),
    /** A UNIX datagram socket: {@link Listener#datagramChannel()}. */
    UNIX_DATAGRAM("unixgram", "datagramChannel()"),
    /** A named pipe, {@code fifo(7)}: {@link Listener#readableByteChannel()}. */
    FIFO("fifo", "readableByteChannel()"),
    /** A special file, such as a character device: {@link Listener#byteChannel()}. */
    SPECIAL("special", "byteChannel()"),
    /** A netlink socket, {@code netlink(7)}: {@link Listener#byteChannel()}, one read is one message. */
    NETLINK("netlink", "byteChannel()"),
    /** A POSIX message queue, {@code mq_overview(7)}: {@link Listener#byteChannel()}, one read is one message. */
    MESSAGE_QUEUE("mqueue", "byteChannel()"),
    /** One connected socket, as {@code Accept=yes} passes it: {@link Listener#socketChannel()}. */
    CONNECTION(null, "socketChannel()"),
    /** A regular file or a memory file, {@code memfd_create(2)}: {@link Listener#fileChannel()}, from where it stands. */
    FILE(null, "fileChannel()"),
    /** An open descriptor that is none of the above. It has no view; {@link Listener#detachFd()} hands it out. */
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

    /** The {@link Listener} method that serves this kind, for messages. */
    String view() {
        return view;
    }
}
