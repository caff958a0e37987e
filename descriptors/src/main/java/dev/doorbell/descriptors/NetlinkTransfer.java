package dev.doorbell.descriptors;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of a netlink socket, {@code netlink(7)}: one read is one message. One that is larger than its reader's
 * buffer is an error, and stays for the next read. What is written goes to the kernel.
 */
final class NetlinkTransfer implements Transfer {
    private static final int LEAST_ROOM = 64 * 1024;

    /** The kernel's dumps have at most 32 KiB each, its multicast messages rarely more. */
    private static final int MOST_ROOM = 1024 * 1024;

    private final int number;
    private final DeviceTransfer socket;
    private @Nullable ByteBuffer room;
    private boolean held;

    NetlinkTransfer(int number) throws IOException {
        this.number = number;
        this.socket = new DeviceTransfer(number);
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        ByteBuffer message = room();
        if (!held) {
            // an empty datagram looks like an end, which a netlink socket does not have
            if (socket.read(message.clear()) == WOULD_BLOCK) {
                return WOULD_BLOCK;
            }
            checkIsWhole(message);
            message.flip();
            held = true;
        }
        int length = message.remaining();
        if (length > destination.remaining()) {
            throw new IOException("The next message on fd " + number + " has " + length
                    + " bytes, and the buffer has room for " + destination.remaining()
                    + ". Read again with a larger buffer: the message is kept.");
        }
        destination.put(message);
        held = false;
        return length;
    }

    private void checkIsWhole(ByteBuffer message) throws IOException {
        if (!message.hasRemaining()) {
            throw new IOException("A netlink message on fd " + number + " has " + message.capacity()
                    + " bytes or more, of which the rest was cut off. Take the descriptor itself with detachFd().");
        }
    }

    /** The kernel queues no message that is larger than the socket's buffer. */
    private ByteBuffer room() throws IOException {
        ByteBuffer known = room;
        if (known == null) {
            SocketConstants constants = SocketConstants.here();
            int queue = SunNioCh.getIntOption0(SunNioCh.newFD(number), constants.solSocket(), constants.soRcvBuf());
            known = ByteBuffer.allocateDirect(Math.min(Math.max(queue, LEAST_ROOM), MOST_ROOM) + 1);
            room = known;
        }
        return known;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return socket.write(source);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
