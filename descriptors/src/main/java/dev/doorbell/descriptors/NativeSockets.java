package dev.doorbell.descriptors;

import com.sun.jna.Native;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;

/** Sockets that the JDK has no way to make, through JNA. */
final class NativeSockets {
    private NativeSockets() {}

    /**
     * A new socket that no child inherits.
     *
     * @param what how a message names it
     * @return its number; the caller closes it
     */
    static int open(int domain, int type, int protocol, String what) throws IOException {
        int socket = Jna.libC(what).socket(domain, type, protocol);
        if (socket < 0) {
            throw new SocketException("socket(2) failed for " + what + ": " + LibC.reason());
        }
        try {
            CloseOnExec.set(socket);
            return socket;
        } catch (IOException e) {
            LibC.INSTANCE.close(socket);
            throw e;
        }
    }

    /** Binds a socket, and closes it where that fails. */
    static void bind(int socket, byte[] sockaddr, String what) throws IOException {
        if (LibC.INSTANCE.bind(socket, sockaddr, sockaddr.length) == 0) {
            return;
        }
        SocketException refused = Native.getLastError() == addressInUse()
                ? new BindException("Address already in use: " + what)
                : new SocketException("bind(2) failed for " + what + ": " + LibC.reason());
        LibC.INSTANCE.close(socket);
        throw refused;
    }

    /** {@code EADDRINUSE}. */
    private static int addressInUse() {
        return SocketConstants.OS == OperatingSystem.LINUX ? 98 : 48;
    }
}
