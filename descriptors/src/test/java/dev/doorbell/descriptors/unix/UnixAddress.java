package dev.doorbell.descriptors.unix;

import com.sun.jna.LastErrorException;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.TestLibC;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Binds UNIX sockets of any type to any bytes, as other programs do and the JDK does not. Linux alone. */
public final class UnixAddress {
    private UnixAddress() {}

    /** A bound socket. An abstract name begins with a NUL; the length says where a name ends. */
    public static int bound(int type, byte[] name) throws LastErrorException {
        byte[] address = ByteBuffer.allocate(Short.BYTES + name.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) TestLibC.AF_UNIX)
                .put(name)
                .array();
        int socket = TestLibC.INSTANCE.socket(TestLibC.AF_UNIX, type, 0);
        TestLibC.INSTANCE.bind(socket, address, address.length);
        return socket;
    }

    public static int listening(int type, byte[] name) throws LastErrorException {
        int socket = bound(type, name);
        TestLibC.INSTANCE.listen(socket, 8);
        return socket;
    }

    /** One end of a pair, both unnamed; the other end is closed. */
    public static int ofPair(int type) throws IOException {
        int[] pair = new int[2];
        TestLibC.INSTANCE.socketpair(TestLibC.AF_UNIX, type, 0, pair);
        RawSocket.close(pair[1]);
        return pair[0];
    }
}
