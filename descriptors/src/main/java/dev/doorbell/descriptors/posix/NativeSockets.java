package dev.doorbell.descriptors.posix;

import com.sun.jna.ptr.IntByReference;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;

/** Sockets that the JDK has no way to make, through JNA. */
public final class NativeSockets {

    private NativeSockets() {}

    /**
     * A new socket that no child inherits.
     *
     * @param what how a message names it
     * @return its number; the caller closes it
     */
    public static int open(int domain, int type, int protocol, String what) throws IOException {
        boolean atOnce = CNumber.OS == OperatingSystem.LINUX;
        int flags = atOnce ? CNumber.SOCK_CLOEXEC.here() : 0;
        int socket = Jna.libC(what).socket(domain, type | flags, protocol);
        if (socket < 0) {
            throw new SocketException("socket(2) failed for " + what + ": " + LibC.reason());
        }
        try {
            if (!atOnce) {
                CloseOnExec.set(socket);
            }
            return socket;
        } catch (IOException e) {
            LibC.INSTANCE.close(socket);
            throw e;
        }
    }

    /** Binds a socket, and closes it where that fails. */
    public static void bind(int socket, byte[] sockaddr, String what) throws IOException {
        if (LibC.INSTANCE.bind(socket, sockaddr, sockaddr.length) == 0) {
            return;
        }
        SocketException refused = Errno.EADDRINUSE.isLast()
                ? new BindException("Address already in use: " + what)
                : new SocketException("bind(2) failed for " + what + ": " + LibC.reason());
        LibC.INSTANCE.close(socket);
        throw refused;
    }

    /** Lets larger messages be sent, as far as that is allowed: what does not fit is refused when it is sent. */
    public static void raiseSendBuffer(int socket, int size) {
        raiseSendBuffer(socket, size, CNumber.SO_SNDBUF);
        if (CNumber.OS == OperatingSystem.LINUX) {
            // beyond net.core.wmem_max, for a privileged process
            raiseSendBuffer(socket, size, CNumber.SO_SNDBUFFORCE);
        }
    }

    private static void raiseSendBuffer(int socket, int size, CNumber option) {
        if (sendBuffer(socket) < size) {
            IntByReference value = new IntByReference(size);
            LibC.INSTANCE.setsockopt(socket, CNumber.SOL_SOCKET.here(), option.here(), value, Integer.BYTES);
        }
    }

    private static int sendBuffer(int socket) {
        IntByReference size = new IntByReference();
        IntByReference length = new IntByReference(Integer.BYTES);
        return LibC.INSTANCE.getsockopt(socket, CNumber.SOL_SOCKET.here(), CNumber.SO_SNDBUF.here(), size, length) == 0
                ? size.getValue()
                : 0;
    }
}
