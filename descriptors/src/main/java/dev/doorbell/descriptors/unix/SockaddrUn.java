package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code struct sockaddr_un} of {@code unix(7)}. */
public final class SockaddrUn {
    public static final int FAMILY_BYTES = 2;

    private SockaddrUn() {}

    /** {@return the most bytes of a path, or of an abstract name}; a NUL ends or begins it. */
    public static int longestName() {
        return CNumber.OS.longestSocketName();
    }

    /** {@return the most bytes of a path that the JDK takes}: UnixDomainSockets.c leaves room for two NULs. */
    public static int longestPathOfJdk() {
        return longestName() - 1;
    }

    /**
     * The structure, if the address fits.
     *
     * @param name as of {@link #of(byte[])}
     * @param shown how a message names it
     * @throws SocketException if it is longer than an address can be
     */
    public static byte[] of(byte[] name, String shown) throws SocketException {
        if (name.length - 1 > longestName()) {
            throw new SocketException("expected an address of at most " + longestName() + " bytes, got "
                    + (name.length - 1) + ": " + shown + ". Use a shorter one.");
        }
        return of(name);
    }

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
