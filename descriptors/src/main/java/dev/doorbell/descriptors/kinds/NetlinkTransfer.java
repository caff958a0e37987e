package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
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
    private volatile @Nullable HeldMessage message;

    NetlinkTransfer(int number) throws IOException {
        this.number = number;
        this.socket = new DeviceTransfer(number);
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        HeldMessage next = message();
        if (!next.isThere()) {
            ByteBuffer room = next.room();
            // an empty datagram looks like an end, which a netlink socket does not have
            if (socket.read(room) == WOULD_BLOCK) {
                return WOULD_BLOCK;
            }
            checkIsWhole(room);
            next.received(room.position());
        }
        return next.moveTo(destination);
    }

    private void checkIsWhole(ByteBuffer room) throws IOException {
        if (!room.hasRemaining()) {
            throw new IOException("A netlink message on fd " + number + " has " + room.capacity()
                    + " bytes or more, of which the rest was cut off. Take the descriptor itself with detachFd().");
        }
    }

    /** The kernel queues no message that is larger than the socket's buffer. */
    private HeldMessage message() throws IOException {
        HeldMessage known = message;
        if (known == null) {
            int queue =
                    SunNioCh.getIntOption0(SunNioCh.newFD(number), CNumber.SOL_SOCKET.here(), CNumber.SO_RCVBUF.here());
            known = new HeldMessage(number, Math.min(Math.max(queue, LEAST_ROOM), MOST_ROOM) + 1);
            message = known;
        }
        return known;
    }

    @Override
    public boolean holdsMessage() {
        HeldMessage known = message;
        return known != null && known.isThere();
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
