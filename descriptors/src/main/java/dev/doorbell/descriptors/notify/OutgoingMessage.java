package dev.doorbell.descriptors.notify;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.spi.OperatingSystem;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A datagram on its way: {@code sendto(2)}, and {@code sendmsg(2)} where descriptors go with it. */
final class OutgoingMessage {
    private final String target;
    private final byte[] sockaddr;
    private final ByteBuffer bytes;
    private final int[] descriptors;

    /**
     * A message that is not sent yet.
     *
     * @param target the name of the receiver in a message
     */
    OutgoingMessage(String target, byte[] sockaddr, byte[] bytes, int... descriptors) {
        this.target = target;
        this.sockaddr = sockaddr;
        this.bytes =
                ByteBuffer.allocateDirect(Math.max(1, bytes.length)).put(bytes).flip();
        this.descriptors = descriptors;
    }

    /** {@return whether there was room for it} */
    boolean send(int socket) throws SocketException {
        int sent;
        do {
            sent = descriptors.length == 0 ? sendTo(socket) : sendMessage(socket);
        } while (sent < 0 && Errno.EINTR.isLast());
        if (sent < 0) {
            checkIsFull();
            return false;
        }
        if (sent < bytes.remaining()) {
            throw new SocketException(
                    "cannot send to " + target + ": only " + sent + " of " + bytes.remaining() + " bytes were sent.");
        }
        return true;
    }

    private int sendTo(int socket) {
        NativeLong size = new NativeLong(bytes.remaining());
        return LibC.INSTANCE
                .sendto(socket, bytes, size, flags(), sockaddr, sockaddr.length)
                .intValue();
    }

    private int sendMessage(int socket) {
        Pointer header = MessageHeader.of(sockaddr, bytes, descriptors);
        return LibC.INSTANCE.sendmsg(socket, header, flags()).intValue();
    }

    /** Without waiting: a system call that waits can be neither interrupted nor given a limit. */
    private static int flags() {
        int dontWait = CNumber.MSG_DONTWAIT.here();
        return CNumber.OS == OperatingSystem.LINUX ? dontWait | CNumber.MSG_NOSIGNAL.linux() : dontWait;
    }

    private void checkIsFull() throws SocketException {
        if (!LibC.queueIsFull()) {
            throw new SocketException("cannot send a message of " + bytes.remaining() + " bytes to " + target + ": "
                    + LibC.reason() + ".");
        }
    }
}
