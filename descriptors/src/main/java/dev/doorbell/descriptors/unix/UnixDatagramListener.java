package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.waiting.Deadline;
import dev.doorbell.descriptors.waiting.Readiness;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.impl.AbstractNativeDatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * A bound UNIX datagram socket, to select with the selectors of jnr-enxio.
 *
 * <p>jnr-unixsocket's own {@code UnixDatagramChannel} loses abstract senders, throws where nothing is there to receive, and
 * cannot be closed while it waits. This one has the addresses and the selectors of that library, and makes the calls
 * itself.
 */
final class UnixDatagramListener extends AbstractNativeDatagramChannel implements DescriptorOwner {
    private static final int NANOS_BETWEEN_SENDS = 1_000_000;

    private final int number;
    private final UnixDatagramCalls calls;
    private final DatagramOptions options;
    private final Readiness readable;
    private final ReentrantLock receiving = new ReentrantLock();
    private final ReentrantLock sending = new ReentrantLock();

    UnixDatagramListener(int number) {
        super(number);
        this.number = number;
        this.calls = new UnixDatagramCalls(number);
        this.options = new DatagramOptions(number);
        this.readable = Readiness.toRead(number);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer destination) throws IOException {
        if (destination.isReadOnly()) {
            throw new IllegalArgumentException("expected a writable buffer, got a read-only one. Use another buffer.");
        }
        receiving.lock();
        try {
            Deadline deadline = options.receiveDeadline();
            while (true) {
                checkUsable();
                SocketAddress sender = calls.receive(destination);
                if (sender != null || !isBlocking()) {
                    return sender;
                }
                if (deadline.isOver()) {
                    throw new SocketTimeoutException("cannot receive on fd " + number + ": no datagram came within "
                            + deadline.millis() + " ms. Raise SO_RCVTIMEO to wait longer.");
                }
                readable.await(deadline.millisLeft());
            }
        } finally {
            receiving.unlock();
        }
    }

    /**
     * Sends a datagram. Where its receiver's queue is full, a blocking channel tries again until there is room, the thread
     * is interrupted, the channel closed or {@code SO_SNDTIMEO} over: the kernel does not report when a queue that is not
     * connected has room again. On macOS that is also so for a datagram that is larger than the receiver's whole queue, which
     * has 4096 bytes unless that program raised it.
     */
    @Override
    public int send(ByteBuffer source, SocketAddress target) throws IOException {
        byte[] sockaddr = sockaddr(target);
        int length = source.remaining();
        ByteBuffer direct = UnixDatagramCalls.direct(length).put(source.duplicate());
        sending.lock();
        try {
            Deadline deadline = options.sendDeadline();
            while (true) {
                checkUsable();
                if (calls.send(direct.flip().slice(), length, sockaddr)) {
                    source.position(source.limit());
                    return length;
                }
                if (!isBlocking()) {
                    return 0;
                }
                if (deadline.isOver()) {
                    throw new SocketTimeoutException("cannot send to " + target + ": its queue had no room within "
                            + deadline.millis() + " ms. Raise SO_SNDTIMEO to wait longer.");
                }
                LockSupport.parkNanos(NANOS_BETWEEN_SENDS);
                direct.position(length);
            }
        } finally {
            sending.unlock();
        }
    }

    private static byte[] sockaddr(SocketAddress target) {
        if (target instanceof UnixSocketAddress address) {
            return ExactUnixAddress.bytesOf(address);
        }
        if (target instanceof UnixDomainSocketAddress address) {
            return ExactUnixAddress.bytesOf(address);
        }
        throw new UnsupportedAddressTypeException();
    }

    private void checkUsable() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (isBlocking() && Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        readable.close();
        receiving.lock();
        sending.lock();
        try {
            SunNioCh.close0(number);
        } finally {
            sending.unlock();
            receiving.unlock();
        }
    }

    /** Replaces that library's way: its native code is loaded only for selecting. */
    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        SunNioCh.configureBlocking(number, block);
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        return ExactUnixAddress.local(number);
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return options.get(name);
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) throws IOException {
        options.set(name, value);
        return this;
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return options.supported();
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress local) {
        throw new AlreadyBoundException();
    }

    @Override
    public DatagramSocket socket() {
        throw new UnsupportedOperationException(
                "A UNIX datagram socket has no java.net.DatagramSocket. Use the channel, and its options.");
    }

    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    public DatagramChannel connect(SocketAddress remote) {
        throw new UnsupportedOperationException(
                "cannot connect a listener: the service manager has the same socket. Use receive and send.");
    }

    @Override
    public DatagramChannel disconnect() {
        return this;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return null;
    }

    @Override
    public int read(ByteBuffer destination) {
        throw new NotYetConnectedException();
    }

    @Override
    public long read(ByteBuffer[] destinations, int offset, int length) {
        throw new NotYetConnectedException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NotYetConnectedException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new NotYetConnectedException();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface network) {
        throw new UnsupportedOperationException("cannot join a multicast group: UNIX sockets have none. Use UDP.");
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface network, InetAddress source) {
        return join(group, network);
    }
}
