package dev.doorbell;

import dev.doorbell.spi.ListenerHandle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One listener, as an ordinary JDK channel in blocking mode.
 *
 * <p>The method to call follows from the {@link #kind()}; another one throws {@link IllegalStateException} and leaves
 * the listener usable. The channel belongs to this listener and is closed with it, or with the {@link Listeners} that it
 * came from. Closing drops this process's copy only: a service manager that passed it keeps listening, and a path that
 * it made is not removed. A program that closes the channel itself does no harm, but a UNIX path that Doorbell bound is
 * removed only by {@link #close()}.
 *
 * <p>Safe for use by several threads.
 */
public final class Listener implements Closeable {
    private final String name;
    private final Kind kind;
    private final @Nullable Address address;
    private final Origin origin;
    private final ListenerHandle handle;
    private @Nullable Channel channel;
    private boolean commitTried;
    private boolean committed;
    private @Nullable String ended;

    /**
     * For providers: a listener whose channel is made when it is first needed.
     *
     * @param name the spec's name, or the one that the service manager gave
     * @param kind what it is
     * @param address where it is, null where there is no such thing
     * @param origin where it came from
     * @param handle makes and ends the channel
     */
    public Listener(String name, Kind kind, @Nullable Address address, Origin origin, ListenerHandle handle) {
        this.name = name;
        this.kind = kind;
        this.address = address;
        this.origin = origin;
        this.handle = handle;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return what it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return the local address; empty where there is none, such as that of an unnamed socket} */
    public Optional<Address> address() {
        return Optional.ofNullable(address);
    }

    /** {@return where it came from} */
    public Origin origin() {
        return origin;
    }

    /**
     * The view of {@link Kind#TCP}, {@link Kind#UNIX_STREAM} and {@link Kind#UNIX_SEQPACKET}. {@code listen(2)} was
     * called already; it is not called again, so a service manager's backlog stays.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public ServerSocketChannel serverSocketChannel() {
        return view(ServerSocketChannel.class, "serverSocketChannel()");
    }

    /**
     * The view of {@link Kind#UDP} and {@link Kind#UNIX_DATAGRAM}.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public DatagramChannel datagramChannel() {
        return view(DatagramChannel.class, "datagramChannel()");
    }

    /**
     * The view of {@link Kind#CONNECTION}.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public SocketChannel socketChannel() {
        return view(SocketChannel.class, "socketChannel()");
    }

    /**
     * The view of {@link Kind#FIFO}, also a {@link java.nio.channels.SelectableChannel}.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public ReadableByteChannel readableByteChannel() {
        return view(ReadableByteChannel.class, "readableByteChannel()");
    }

    /**
     * The view of {@link Kind#SPECIAL}, {@link Kind#NETLINK} and {@link Kind#MESSAGE_QUEUE}.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public ByteChannel byteChannel() {
        return view(ByteChannel.class, "byteChannel()");
    }

    /**
     * Hands the raw descriptor to code that wants one, such as Netty's epoll and kqueue transports, and gives up
     * ownership: the channel is closed, and the caller closes the descriptor. Its number may differ from that
     * of {@link Origin#descriptor()}. It blocks, unless the channel was put into non-blocking mode before, which those
     * transports expect. A UNIX path that Doorbell bound stays, and is the caller's to remove.
     *
     * @return the number of the open descriptor
     * @throws IllegalStateException if it was closed or detached
     * @throws UnsupportedOperationException if this platform or JVM does not let Doorbell reach it
     * @throws IOException if the operating system refuses
     */
    public synchronized int detachFd() throws IOException {
        checkUsable();
        int descriptor = handle.detach();
        ended = "detached";
        return descriptor;
    }

    /**
     * Closes this process's copy, and removes the UNIX path if Doorbell made it and it is still the same file. Does
     * nothing the second time, or after {@link #detachFd()}.
     *
     * @throws IOException if closing fails
     */
    @Override
    public synchronized void close() throws IOException {
        if (ended == null) {
            ended = "closed";
            handle.close();
        }
    }

    /** Makes the channel, so that {@link Doorbell#open} fails where it cannot be made. */
    synchronized Channel open() throws IOException {
        checkUsable();
        Channel opened = channel;
        if (opened == null) {
            opened = handle.open();
            channel = opened;
        }
        return opened;
    }

    /** Makes the channel usable: nothing of the call can fail any more that would have to leave it as it was. */
    synchronized Channel commit() throws IOException {
        Channel opened = open();
        if (!committed) {
            if (commitTried) {
                throw new IOException("it could not be taken over when that was tried");
            }
            commitTried = true;
            handle.commit();
            committed = true;
        }
        return opened;
    }

    /** Takes the claim back: another part of the same call failed. */
    synchronized void release() throws IOException {
        if (ended == null) {
            ended = "released";
            handle.release();
        }
    }

    private <T extends Channel> T view(Class<T> type, String method) {
        if (!method.equals(kind.view())) {
            throw new IllegalStateException(
                    this + " has no " + method + ". Use " + kind.view() + ", or ask for another kind in its spec.");
        }
        try {
            return type.cast(commit());
        } catch (IOException e) {
            throw new IllegalStateException(this + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void checkUsable() {
        if (ended != null) {
            throw new IllegalStateException(this + " was " + ended + " and cannot be used any more.");
        }
    }

    /** As messages write it: {@code "web" (TCP [::]:80, fd 3)}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder().append('"').append(name).append("\" (").append(kind);
        if (address != null) {
            text.append(' ').append(address);
        }
        if (origin.inherited()) {
            text.append(", fd ").append(origin.descriptor().getAsInt());
        }
        return text.append(')').toString();
    }
}
