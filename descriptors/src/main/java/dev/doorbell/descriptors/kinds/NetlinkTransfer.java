package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The datagrams of a netlink socket, {@code netlink(7)}. Bytes that are written go to the kernel. */
final class NetlinkTransfer extends MessageTransfer {
    private static final int LEAST_ROOM = 64 * 1024;

    /** The kernel's dumps have at most 32 KiB each, its multicast messages rarely more. */
    private static final int MOST_ROOM = 1024 * 1024;

    private final DeviceTransfer socket;

    NetlinkTransfer(int number) throws IOException {
        super(number);
        this.socket = new DeviceTransfer(number);
    }

    /** The size of the socket's buffer, and one byte to notice a message that was cut off. The kernel queues no message that is larger than the socket's buffer. */
    @Override
    int largestMessage() throws IOException {
        int queue = SunNioCh.getIntOption0(SunNioCh.newFD(number), CNumber.SOL_SOCKET.here(), CNumber.SO_RCVBUF.here());
        return Math.min(Math.max(queue, LEAST_ROOM), MOST_ROOM) + 1;
    }

    @Override
    int receive(ByteBuffer message) throws IOException {
        // an empty datagram looks like an end, which a netlink socket does not have
        if (socket.read(message) == WOULD_BLOCK) {
            return WOULD_BLOCK;
        }
        if (!message.hasRemaining()) {
            throw new IOException("cannot read a netlink message on fd " + number + ": it has " + message.capacity()
                    + " bytes or more, and the rest was cut off. Take the descriptor itself with detachFd().");
        }
        return message.position();
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
