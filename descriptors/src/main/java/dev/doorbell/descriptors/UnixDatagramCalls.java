package dev.doorbell.descriptors;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code recvfrom(2)} and {@code sendto(2)} of a UNIX datagram socket, without waiting whatever its mode is. */
final class UnixDatagramCalls {
    private static final int EINTR = 4;

    private final int number;

    UnixDatagramCalls(int number) {
        this.number = number;
    }

    /** Receives a datagram, and drops what has no room. {@return its sender, or null if there is none now} */
    @Nullable
    SocketAddress receive(ByteBuffer destination) throws SocketException {
        boolean isDirect = destination.isDirect();
        ByteBuffer direct = isDirect ? destination.slice() : direct(destination.remaining());
        byte[] sockaddr = new byte[UnixSockaddr.SIZE];
        IntByReference length = new IntByReference(sockaddr.length);
        int count = LibC.INSTANCE
                .recvfrom(number, direct, new NativeLong(destination.remaining()), dontWait(), sockaddr, length)
                .intValue();
        if (count < 0) {
            checkWouldBlock("recvfrom");
            return null;
        }
        if (isDirect) {
            destination.position(destination.position() + count);
        } else {
            destination.put(direct.limit(count));
        }
        return UnixSockaddr.of(sockaddr, length.getValue());
    }

    /**
     * Sends a datagram.
     *
     * @param direct a direct buffer that begins with it
     * @return whether there was room for it
     */
    boolean send(ByteBuffer direct, int length, byte[] sockaddr) throws SocketException {
        NativeLong size = new NativeLong(length);
        if (LibC.INSTANCE
                        .sendto(number, direct, size, dontWait(), sockaddr, sockaddr.length)
                        .intValue()
                >= 0) {
            return true;
        }
        checkWouldBlock("sendto");
        return false;
    }

    /** One that has an address in any case. */
    static ByteBuffer direct(int length) {
        return ByteBuffer.allocateDirect(Math.max(1, length));
    }

    private static int dontWait() {
        return SocketConstants.here().msgDontWait();
    }

    private void checkWouldBlock(String function) throws SocketException {
        int errno = Native.getLastError();
        if (errno != SocketConstants.here().eAgain() && errno != EINTR) {
            throw new SocketException(function + " failed on fd " + number + ": " + LibC.reason());
        }
    }
}
