package dev.doorbell.descriptors.unix;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.LibC;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@code recvfrom(2)} and {@code sendto(2)} of a UNIX datagram socket, without waiting whatever its mode is. */
final class UnixDatagramCalls {
    private final int number;
    private ByteBuffer room = direct(0);

    UnixDatagramCalls(int number) {
        this.number = number;
    }

    /** Receives a datagram, and drops what has no room. {@return its sender, or null if there is none now} */
    @Nullable
    SocketAddress receive(ByteBuffer destination) throws SocketException {
        boolean isDirect = destination.isDirect();
        ByteBuffer direct = isDirect ? destination.slice() : room(destination.remaining());
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
            destination.put(direct.clear().limit(count));
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
        if (!LibC.queueIsFull()) {
            checkWouldBlock("sendto");
        }
        return false;
    }

    /** For who receives into the heap, which one thread at a time does. */
    private ByteBuffer room(int length) {
        if (room.capacity() < length) {
            room = direct(length);
        }
        return room.clear();
    }

    /** One that has an address in any case. */
    static ByteBuffer direct(int length) {
        return ByteBuffer.allocateDirect(Math.max(1, length));
    }

    private static int dontWait() {
        return CNumber.MSG_DONTWAIT.here();
    }

    private void checkWouldBlock(String function) throws SocketException {
        int errno = Native.getLastError();
        if (errno != CNumber.EAGAIN.here() && errno != CNumber.EINTR.here()) {
            throw new SocketException(function + " failed on fd " + number + ": " + LibC.reason());
        }
    }
}
