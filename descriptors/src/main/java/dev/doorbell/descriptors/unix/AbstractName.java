package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.NativeSockets;
import java.io.IOException;
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
        String what = "The abstract name @" + name;
        Jna.checkLinux(what);
        byte[] sockaddr = SockaddrUn.of(("\0" + name).getBytes(StandardCharsets.UTF_8), "@" + name);
        int socket = NativeSockets.open(CNumber.AF_UNIX.here(), type.here(), 0, what);
        NativeSockets.bind(socket, sockaddr, "@" + name);
        return socket;
    }
}
