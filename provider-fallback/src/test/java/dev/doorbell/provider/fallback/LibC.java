package dev.doorbell.provider.fallback;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The UNIX sockets of {@code unix(7)} that the JDK does not make. Linux alone. */
interface LibC extends Library {
    LibC INSTANCE = Native.load("c", LibC.class);

    int SOCK_STREAM = 1;
    int SOCK_DGRAM = 2;
    int SOCK_SEQPACKET = 5;

    /** {@code socket(2)}. */
    int socket(int domain, int type, int protocol);

    /** {@code bind(2)}. */
    int bind(int socket, byte[] address, int length);

    /** {@code connect(2)}. */
    int connect(int socket, byte[] address, int length);

    /** {@code listen(2)}. */
    int listen(int socket, int backlog);

    /** {@code close(2)}. */
    int close(int descriptor);

    /** {@code setfsuid(2)}: of the thread that calls. */
    int setfsuid(int user);

    /** A UNIX socket that is bound, and not listening; the caller closes it. */
    static int bound(int type, String path) throws IOException {
        int socket = checked(INSTANCE.socket(1, type, 0));
        byte[] address = address(path);
        checked(INSTANCE.bind(socket, address, address.length));
        return socket;
    }

    /** A stream socket that is connected to a name; the caller closes it. */
    static int connected(String name) throws IOException {
        return connected(SOCK_STREAM, name);
    }

    static int connected(int type, String name) throws IOException {
        int socket = checked(INSTANCE.socket(1, type, 0));
        byte[] address = address(name);
        checked(INSTANCE.connect(socket, address, address.length));
        return socket;
    }

    /** {@code struct sockaddr_un}; an {@code @} at the beginning stands for the NUL of an abstract name. */
    private static byte[] address(String name) {
        byte[] bytes = (name.startsWith("@") ? '\0' + name.substring(1) : name).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Short.BYTES + bytes.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) 1)
                .put(bytes)
                .array();
    }

    private static int checked(int result) throws IOException {
        if (result < 0) {
            throw new IOException("errno " + Native.getLastError());
        }
        return result;
    }
}
