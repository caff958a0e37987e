package dev.doorbell.descriptors.posix;

import dev.doorbell.spi.OperatingSystem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code struct sockaddr_un} of {@code unix(7)}. */
public final class SockaddrUn {
    public static final int FAMILY_BYTES = 2;

    private SockaddrUn() {}

    /**
     * The structure.
     *
     * @param name a path and a NUL, or a NUL and an abstract name
     */
    public static byte[] of(byte[] name) {
        ByteBuffer sockaddr = ByteBuffer.allocate(FAMILY_BYTES + name.length).order(ByteOrder.nativeOrder());
        if (CNumber.OS == OperatingSystem.LINUX) {
            sockaddr.putShort((short) CNumber.AF_UNIX.here());
        } else {
            sockaddr.put((byte) (FAMILY_BYTES + name.length)).put((byte) CNumber.AF_UNIX.here());
        }
        return sockaddr.put(name).array();
    }
}
