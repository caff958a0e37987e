package dev.doorbell.descriptors;

/** The types of sockets, see {@code socket(2)}. The numbers are alike on Linux and macOS. */
public enum SocketType {
    /** {@code SOCK_STREAM}. */
    STREAM("stream", 1),
    /** {@code SOCK_DGRAM}. */
    DATAGRAM("datagram", 2),
    /** {@code SOCK_RAW}. */
    RAW("raw", 3),
    /** {@code SOCK_SEQPACKET}. */
    SEQPACKET("seqpacket", 5),
    /** Any other. */
    OTHER("other-type", 0);

    private final String displayName;
    private final int number;

    SocketType(String displayName, int number) {
        this.displayName = displayName;
        this.number = number;
    }

    /** From {@code SO_TYPE}. */
    static SocketType of(int type) {
        return switch (type) {
            case 1 -> STREAM;
            case 2 -> DATAGRAM;
            case 3 -> RAW;
            case 5 -> SEQPACKET;
            default -> OTHER;
        };
    }

    /** As {@code socket(2)} takes it. */
    int number() {
        return number;
    }

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
