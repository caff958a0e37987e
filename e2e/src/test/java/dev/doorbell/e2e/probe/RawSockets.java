package dev.doorbell.e2e.probe;

import static dev.doorbell.e2e.probe.CLibrary.C;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Sockets by their numbers. They remain open, since the probe ends soon. */
final class RawSockets {
    static final int UNIX = 1;
    static final int INET = 2;
    static final int STREAM = 1;
    static final int DATAGRAM = 2;
    static final int SOL_SOCKET = Platform.number(0xffff, 1);
    static final int SO_TYPE = Platform.number(0x1008, 3);
    static final int SO_ACCEPTCONN = Platform.number(2, 30);
    static final int SO_REUSEADDR = Platform.number(4, 2);
    static final int SO_SNDBUF = Platform.number(0x1001, 7);
    static final int MSG_DONTWAIT = Platform.number(0x80, 0x40);
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = Platform.number(4, 04000);
    private static final int ADDRESS_SIZE = 128;

    private RawSockets() {}

    static int open(int family, int type) throws IOException {
        return checked(C.socket(family, type, 0), "socket");
    }

    static int listening() throws IOException {
        int socket = open(INET, STREAM);
        checked(C.bind(socket, inet(0, 127), 16), "bind");
        checked(C.listen(socket, 5), "listen");
        return socket;
    }

    static int listening(Path path, int backlog) throws IOException {
        int socket = bound(STREAM, path);
        checked(C.listen(socket, backlog), "listen");
        return socket;
    }

    static int bound(int type, Path path) throws IOException {
        int socket = open(UNIX, type);
        byte[] address = unix(path);
        checked(C.bind(socket, address, address.length), "bind");
        return socket;
    }

    /** {@return the two ends of a TCP connection, the client's first} */
    static int[] connection() throws IOException {
        int listener = listening();
        int client = open(INET, STREAM);
        checked(C.connect(client, inet(port(listener), 127), 16), "connect");
        return new int[] {client, checked(C.accept(listener, Pointer.NULL, Pointer.NULL), "accept")};
    }

    static int port(int socket) throws IOException {
        byte[] address = new byte[ADDRESS_SIZE];
        checked(C.getsockname(socket, address, new IntByReference(ADDRESS_SIZE)), "getsockname");
        return Short.toUnsignedInt(ByteBuffer.wrap(address).getShort(2));
    }

    static String peer(int socket) {
        return Errno.of(C.getpeername(socket, new byte[ADDRESS_SIZE], new IntByReference(ADDRESS_SIZE)));
    }

    /** {@return the value of an option, or the name of the error} */
    static String option(int socket, int option) {
        IntByReference value = new IntByReference();
        int result = C.getsockopt(socket, SOL_SOCKET, option, value, new IntByReference(Integer.BYTES));
        return result == 0 ? String.valueOf(value.getValue()) : Errno.of(result);
    }

    static int set(int socket, int option, int value) {
        return C.setsockopt(socket, SOL_SOCKET, option, new IntByReference(value), Integer.BYTES);
    }

    static void neverWait(int socket) throws IOException {
        checked(C.fcntl(socket, F_SETFL, O_NONBLOCK), "fcntl");
    }

    static long send(int socket, int size, byte[] to) {
        return C.sendto(socket, new byte[size], new NativeLong(size), MSG_DONTWAIT, to, to.length)
                .longValue();
    }

    static String connected(int socket, Path path) {
        byte[] address = unix(path);
        return Errno.of(C.connect(socket, address, address.length));
    }

    /** Returns a {@code struct sockaddr_in}; the first byte of the address is 127 for the loopback, 0 for every address. */
    static byte[] inet(int port, int first) {
        byte[] address = new byte[16];
        ByteBuffer fields = ByteBuffer.wrap(address).putShort(2, (short) port);
        fields.put(4, (byte) first).put(7, (byte) (first == 0 ? 0 : 1));
        return family(address, INET);
    }

    /** Returns a {@code struct sockaddr_un}. */
    static byte[] unix(Path path) {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        byte[] address = Arrays.copyOf(new byte[2], 2 + bytes.length + 1);
        System.arraycopy(bytes, 0, address, 2, bytes.length);
        return family(address, UNIX);
    }

    private static byte[] family(byte[] address, int family) {
        address[0] = (byte) (Platform.IS_MAC ? address.length : family);
        address[1] = (byte) (Platform.IS_MAC ? family : 0);
        return address;
    }

    private static int checked(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": " + Errno.of(result));
        }
        return result;
    }
}
