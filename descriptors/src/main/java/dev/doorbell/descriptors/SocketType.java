package dev.doorbell.descriptors;

/** The types of sockets, see {@code socket(2)}. The numbers are alike on Linux and macOS. */
public enum SocketType {
    /** {@code SOCK_STREAM}. */
    STREAM("stream"),
    /** {@code SOCK_DGRAM}. */
    DATAGRAM("datagram"),
    /** {@code SOCK_RAW}. */
    RAW("raw"),
    /** {@code SOCK_SEQPACKET}. */
    SEQPACKET("seqpacket"),
    /** Any other. */
    OTHER("other-type");

    private final String displayName;

    SocketType(String displayName) {
        this.displayName = displayName;
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

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
