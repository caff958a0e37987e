package dev.doorbell.descriptors.unix;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Errno;
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
        byte[] sockaddr = new byte[ExactUnixAddress.SIZE];
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
        return ExactUnixAddress.of(sockaddr, length.getValue());
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

    /** A buffer for a receiver on the heap; one thread at a time receives. */
    private ByteBuffer room(int length) {
        if (room.capacity() < length) {
            room = direct(length);
        }
        return room.clear();
    }

    /** A buffer that has an address even if it is empty. */
    static ByteBuffer direct(int length) {
        return ByteBuffer.allocateDirect(Math.max(1, length));
    }

    private static int dontWait() {
        return CNumber.MSG_DONTWAIT.here();
    }

    private void checkWouldBlock(String function) throws SocketException {
        if (!Errno.EAGAIN.isLast() && !Errno.EINTR.isLast()) {
            throw new SocketException(function + " failed on fd " + number + ": " + LibC.reason());
        }
    }
}
