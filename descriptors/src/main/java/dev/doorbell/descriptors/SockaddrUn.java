package dev.doorbell.descriptors;

import dev.doorbell.spi.OperatingSystem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code struct sockaddr_un} of {@code unix(7)}. */
final class SockaddrUn {
    static final int FAMILY_BYTES = 2;
    private static final byte AF_UNIX = 1;

    private SockaddrUn() {}

    /**
     * The structure.
     *
     * @param name a path and a NUL, or a NUL and an abstract name
     */
    static byte[] of(byte[] name) {
        ByteBuffer sockaddr = ByteBuffer.allocate(FAMILY_BYTES + name.length).order(ByteOrder.nativeOrder());
        if (SocketConstants.OS == OperatingSystem.LINUX) {
            sockaddr.putShort(AF_UNIX);
        } else {
            sockaddr.put((byte) (FAMILY_BYTES + name.length)).put(AF_UNIX);
        }
        return sockaddr.put(name).array();
    }
}
