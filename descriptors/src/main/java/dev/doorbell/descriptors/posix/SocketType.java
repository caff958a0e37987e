package dev.doorbell.descriptors.posix;

/** The types of sockets, see {@code socket(2)}. The numbers are alike on Linux and macOS. */
public enum SocketType {
    /** {@code SOCK_STREAM}. */
    STREAM("stream", CNumber.SOCK_STREAM.here()),
    /** {@code SOCK_DGRAM}. */
    DATAGRAM("datagram", CNumber.SOCK_DGRAM.here()),
    /** {@code SOCK_RAW}. */
    RAW("raw", CNumber.SOCK_RAW.here()),
    /** {@code SOCK_SEQPACKET}. */
    SEQPACKET("seqpacket", CNumber.SOCK_SEQPACKET.here()),
    /** Any other. */
    OTHER("other-type", 0);

    private final String displayName;
    private final int number;

    SocketType(String displayName, int number) {
        this.displayName = displayName;
        this.number = number;
    }

    /** From {@code SO_TYPE}. */
    public static SocketType of(int type) {
        for (SocketType known : values()) {
            if (known != OTHER && known.number == type) {
                return known;
            }
        }
        return OTHER;
    }

    /** As {@code socket(2)} takes it. */
    public int number() {
        return number;
    }

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
