package dev.doorbell.descriptors;

import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;

/** Sockets that the JDK has no way to make, through JNA. */
final class NativeSockets {
    private static final int SO_SNDBUFFORCE = 32;

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

    /** Lets larger messages be sent, as far as that is allowed: what does not fit is refused when it is sent. */
    static void raiseSendBuffer(int socket, int size) {
        SocketConstants here = SocketConstants.here();
        if (sendBuffer(socket) < size) {
            LibC.INSTANCE.setsockopt(
                    socket, here.solSocket(), here.soSndBuf(), new IntByReference(size), Integer.BYTES);
        }
        if (SocketConstants.OS == OperatingSystem.LINUX && sendBuffer(socket) < size) {
            // beyond net.core.wmem_max, for who may
            LibC.INSTANCE.setsockopt(socket, here.solSocket(), SO_SNDBUFFORCE, new IntByReference(size), Integer.BYTES);
        }
    }

    private static int sendBuffer(int socket) {
        SocketConstants here = SocketConstants.here();
        IntByReference size = new IntByReference();
        IntByReference length = new IntByReference(Integer.BYTES);
        return LibC.INSTANCE.getsockopt(socket, here.solSocket(), here.soSndBuf(), size, length) == 0
                ? size.getValue()
                : 0;
    }

    /** {@code EADDRINUSE}. */
    private static int addressInUse() {
        return SocketConstants.OS == OperatingSystem.LINUX ? 98 : 48;
    }
}
