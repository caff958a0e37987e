package dev.doorbell;

import dev.doorbell.spec.Kind;

/** The view of each kind, as a message names it. Apart from {@link Listener}, which needs it for a wrong call only. */
final class Views {
    private Views() {}

    static String hint(Kind kind) {
        String method = switch (kind) {
            case TCP, UNIX_STREAM, UNIX_SEQPACKET -> "serverSocketChannel()";
            case UDP, UNIX_DATAGRAM -> "datagramChannel()";
            case CONNECTION -> "socketChannel()";
            case FIFO -> "readableByteChannel()";
            case SPECIAL, NETLINK, MESSAGE_QUEUE -> "byteChannel()";
            case FILE -> "fileChannel()";
            case OTHER -> "detachFd()";
        };
        return "Use " + method + ", or ask for another kind in its spec.";
    }
}
