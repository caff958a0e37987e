package dev.doorbell.descriptors;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The datagrams of a netlink socket, {@code netlink(7)}. What is written goes to the kernel. */
final class NetlinkMailbox implements Mailbox {
    private static final int AT_LEAST = 64 * 1024;

    private final int number;
    private final Transfer socket;

    NetlinkMailbox(int number) throws IOException {
        this.number = number;
        this.socket = new DeviceTransfer(number);
    }

    /** The kernel queues no more than fits the socket's buffer. */
    @Override
    public int largest() throws IOException {
        SocketConstants constants = SocketConstants.here();
        int queue = SunNioCh.getIntOption0(SunNioCh.newFD(number), constants.solSocket(), constants.soRcvBuf());
        return Math.max(queue, AT_LEAST);
    }

    /** An empty datagram looks like an end, which a netlink socket does not have. */
    @Override
    public int receive(ByteBuffer destination) throws IOException {
        int length = socket.read(destination);
        return length == -1 ? 0 : length;
    }

    @Override
    public int send(ByteBuffer message) throws IOException {
        return socket.write(message);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
