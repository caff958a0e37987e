package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.spi.OperatingSystem;
import java.lang.ref.Reference;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A datagram on its way: {@code sendmsg(2)}. */
final class OutgoingMessage {
    /** The size that libsystemd sets: the longest status text fits. */
    private static final int SEND_BUFFER = 8 * 1024 * 1024;

    private final NativeCalls calls;
    private final String target;
    private final ByteBuffer header;
    private final int length;
    private boolean bufferIsRaised;

    /**
     * A message that is not sent yet.
     *
     * @param target the name of the receiver in a message
     * @param sockaddr the receiver; of no bytes for a connected socket
     */
    OutgoingMessage(NativeCalls calls, String target, byte[] sockaddr, byte[] message, int... descriptors) {
        this.calls = calls;
        this.target = target;
        this.header = MessageHeader.of(calls, sockaddr, message, descriptors);
        this.length = message.length;
    }

    /** {@return whether there was room for it} */
    boolean send(int socket) throws SocketException {
        int sent;
        do {
            sent = sendMessage(socket);
        } while (Errno.EINTR.is(-sent) || (Errno.EMSGSIZE.is(-sent) && raiseBuffer(socket)));
        if (isFull(-sent)) {
            return false;
        }
        if (sent < 0) {
            throw new SocketException(
                    "cannot send a message of " + length + " bytes to " + target + ": " + calls.reason(-sent) + ".");
        }
        if (sent < length) {
            throw new SocketException(
                    "cannot send to " + target + ": only " + sent + " of " + length + " bytes were sent.");
        }
        return true;
    }

    private int sendMessage(int socket) {
        try {
            return calls.sendmsg(socket, calls.address(header), flags());
        } finally {
            // an address does not keep the buffer
            Reference.reachabilityFence(header);
        }
    }

    /** Without waiting: a system call that waits can be neither interrupted nor given a limit. */
    private static int flags() {
        int dontWait = CNumber.MSG_DONTWAIT.here();
        return CNumber.OS == OperatingSystem.LINUX ? dontWait | CNumber.MSG_NOSIGNAL.linux() : dontWait;
    }

    /** Lets a larger message be sent, as far as that is allowed. {@return whether it was not done before} */
    private boolean raiseBuffer(int socket) {
        if (bufferIsRaised) {
            return false;
        }
        bufferIsRaised = true;
        int level = CNumber.SOL_SOCKET.here();
        calls.setsockopt(socket, level, CNumber.SO_SNDBUF.here(), SEND_BUFFER);
        if (CNumber.OS == OperatingSystem.LINUX) {
            // beyond net.core.wmem_max, for a privileged process
            calls.setsockopt(socket, level, CNumber.SO_SNDBUFFORCE.here(), SEND_BUFFER);
        }
        return true;
    }

    /**
     * Whether the receiver has no room now. XNU answers ENOBUFS, {@code uipc_send()} of bsd/kern/uipc_usrreq.c, whatever the
     * socket's mode is.
     */
    private static boolean isFull(int errno) {
        return Errno.EAGAIN.is(errno) || (CNumber.OS == OperatingSystem.MACOS && Errno.ENOBUFS.is(errno));
    }
}
