package dev.doorbell.descriptors;

import com.sun.jna.Native;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Binds a name in the abstract namespace of Linux, see {@code unix(7)}. The JDK would add a NUL to it. */
final class AbstractName {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int EADDRINUSE = 98;

    private AbstractName() {}

    static int bind(String name) throws IOException {
        if (SocketConstants.OS != OperatingSystem.LINUX) {
            throw new UnsupportedOperationException("The abstract name @" + name + " cannot be bound on "
                    + SocketConstants.OS + ": only Linux has abstract names. Use a path.");
        }
        try {
            return bind(name, sockaddr(name));
        } catch (LinkageError e) {
            throw new UnsupportedOperationException(
                    "Binding the abstract name @" + name + " needs JNA. Add net.java.dev.jna:jna, or use a path.", e);
        }
    }

    private static int bind(String name, byte[] address) throws IOException {
        int socket = LibC.INSTANCE.socket(AF_UNIX, SOCK_STREAM, 0);
        if (socket < 0) {
            throw new SocketException("socket(AF_UNIX) failed: " + LibC.reason());
        }
        if (LibC.INSTANCE.bind(socket, address, address.length) == 0) {
            return socket;
        }
        SocketException refused = Native.getLastError() == EADDRINUSE
                ? new BindException("Address already in use: @" + name)
                : new SocketException("bind(@" + name + ") failed: " + LibC.reason());
        LibC.INSTANCE.close(socket);
        throw refused;
    }

    /** {@code struct sockaddr_un} of Linux: the family, a NUL, and the name without a NUL at its end. */
    private static byte[] sockaddr(String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SocketConstants.here().longestUnixPath()) {
            throw new SocketException("The abstract name @" + name + " has " + bytes.length
                    + " bytes, and Linux allows 107. Use a shorter one.");
        }
        return ByteBuffer.allocate(Short.BYTES + 1 + bytes.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put((byte) 0)
                .put(bytes)
                .array();
    }
}
