package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.NativeSockets;
import dev.doorbell.descriptors.posix.SockaddrUn;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A name in the abstract namespace of Linux, see {@code unix(7)}. The JDK would add a NUL to it. */
public final class AbstractName {

    private AbstractName() {}

    /**
     * A new socket that is bound to a name.
     *
     * @return its number; the caller closes it
     */
    public static int bind(CNumber type, String name) throws IOException {
        Jna.checkLinux("The abstract name @" + name);
        byte[] address = sockaddr(name);
        int socket = NativeSockets.open(CNumber.AF_UNIX.here(), type.here(), 0, "The abstract name @" + name);
        NativeSockets.bind(socket, address, "@" + name);
        return socket;
    }

    /** {@code struct sockaddr_un} of Linux: the family, a NUL, and the name without a NUL at its end. */
    public static byte[] sockaddr(String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= CNumber.SIZEOF_SUN_PATH.here()) {
            throw new SocketException("The abstract name @" + name + " has " + bytes.length
                    + " bytes, and Linux allows 107. Use a shorter one.");
        }
        return SockaddrUn.of(("\0" + name).getBytes(StandardCharsets.UTF_8));
    }
}
