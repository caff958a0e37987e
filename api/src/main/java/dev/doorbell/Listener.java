package dev.doorbell;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.TimedByteChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final String provider;
    private final ListenerHandle handle;
    private @Nullable Channel channel;
    private boolean committed;
    private @Nullable Throwable commitFailure;
    private boolean connectionAccepted;
    private @Nullable String ended;
    private @Nullable Object server;

    /**
     * Makes a listener whose channel is made when it is first needed. {@link Doorbell} does so for the handles of providers,
     * and a program for a handle that it has by other means, such as a test.
     *
     * @param name its name in the program
     * @param provider the name of its provider
     * @param handle its facts, and what makes and ends its channel
     */
    public Listener(String name, String provider, ListenerHandle handle) {
        this.name = name;
        this.provider = provider;
        this.handle = handle;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return its kind} */
    public Kind kind() {
        return handle.kind();
    }

    /** {@return the local address; empty where there is none, such as that of an unnamed socket} */
    public Optional<Address> address() {
        return handle.address();
    }

    /** {@return where it came from} */
    public Origin origin() {
        return new Origin(provider, handle.descriptor());
    }

    boolean isInherited() {
        return handle.descriptor().isPresent();
    }

    /**
     * Returns the next connection, for a loop that serves a listener and a single connection alike:
     *
     * <pre>{@code
     * Optional<SocketChannel> client;
     * while ((client = listener.accept()).isPresent()) {
     *     serve(client.get());
     * }
     * }</pre>
     *
     * <p>A listener of the kind {@link Kind#TCP}, {@link Kind#UNIX_STREAM} or {@link Kind#UNIX_SEQPACKET} waits for one. A
     * {@link Kind#CONNECTION} is its own only connection.
     *
     * @return the connection, which the caller closes; empty if there is no further one, and where the view was put into
     *     non-blocking mode if there is none now
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     * @throws IOException if accepting fails; {@link java.nio.channels.ClosedChannelException} and its subclasses once it
     *     is closed
     */
    public Optional<SocketChannel> accept() throws IOException {
        if (kind() != Kind.CONNECTION) {
            return Optional.ofNullable(acceptFrom(serverSocketChannel()));
        }
        SocketChannel connection = socketChannel();
        return isFirstAccept() ? Optional.of(connection) : Optional.empty();
    }

    private synchronized boolean isFirstAccept() {
        boolean first = !connectionAccepted;
        connectionAccepted = true;
        return first;
    }

    /**
     * Accepts a connection that {@link #awaitArrival} has told of, and does not wait for another where a thread or a process
     * that has the same listener took it meanwhile. The view is in non-blocking mode from then on, and what {@link #detachFd()}
     * returns is not, unless the program set that mode. Where a provider can wait only by taking, as for what Doorbell
     * bound, this is {@link #accept()}.
     *
     * @return the connection, which the caller closes; empty if there is none
     * @throws IllegalStateException as of {@link #accept()}
     * @throws IOException as of {@link #accept()}
     */
    public Optional<SocketChannel> acceptArrived() throws IOException {
        if (kind() == Kind.CONNECTION) {
            return accept();
        }
        ServerSocketChannel listening = serverSocketChannel();
        try {
            return Optional.ofNullable(handle.acceptArrived(listening));
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /**
     * Accepts one connection after the other in this thread, until the listener is closed or this thread is interrupted;
     * a {@link Kind#CONNECTION} is the only one. A failure to accept, such as too many open files, is logged and waited out
     * ({@link Backoff}). Where the handler fails, its connection is closed; that is logged once until it succeeds again.
     *
     * <pre>{@code
     * listener.acceptAll(client -> pool.execute(() -> serve(client)));    // which closes it
     * }</pre>
     *
     * @param handler what serves each connection, or hands it on
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     * @throws java.nio.channels.IllegalBlockingModeException if the view was put into non-blocking mode, also while this runs:
     *     {@link #acceptArrived} does so
     */
    public void acceptAll(ConnectionHandler<? super SocketChannel> handler) {
        SelectableChannel view = kind() == Kind.CONNECTION ? socketChannel() : serverSocketChannel();
        AcceptLoop.checkBlocks(view);
        new AcceptLoop<SocketChannel>(toString(), this::next, handler).run();
    }

    /** Accepts like {@link #accept()}; without a connection it returns only where there is no further one. */
    private Optional<SocketChannel> next() throws IOException {
        Optional<SocketChannel> next = accept();
        while (next.isEmpty() && kind() != Kind.CONNECTION) {
            AcceptLoop.checkBlocks(serverSocketChannel());
            next = accept();
        }
        return next;
    }

    /** Accepts a connection, and turns a failure of one client into that of a connection. */
    @Nullable
    SocketChannel acceptFrom(ServerSocketChannel listening) throws IOException {
        try {
            return handle.accept(listening);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    private IOException refused(RuntimeException failure) {
        return new IOException(
                "cannot accept a connection on " + this + ": " + failure + ". Accept the next one.", failure);
    }

    /**
     * Returns the view of {@link Kind#TCP}, {@link Kind#UNIX_STREAM} and {@link Kind#UNIX_SEQPACKET}. {@code listen(2)} was
     * called already; it is not called again, so a service manager's backlog stays.
     *
     * <p>Accept with {@link #accept()} rather than with the channel of a UNIX listener. The JDK's own {@code accept()}
     * throws {@link java.nio.file.InvalidPathException}, which is unchecked, and loses a descriptor, where a client is bound
     * to a path that the JVM's locale cannot express: without a locale ({@code LANG=C}, or none), any byte above 0x7f.
     * A program that has to accept with the channel, as a selector loop of its own does, runs with {@code LC_ALL=C.UTF-8}.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public ServerSocketChannel serverSocketChannel() {
        return view(ServerSocketChannel.class, Kind.TCP, Kind.UNIX_STREAM, Kind.UNIX_SEQPACKET);
    }

    /**
     * Returns {@link #serverSocketChannel()} of {@link Kind#TCP} as a {@link ServerSocket}, for code that takes no channel. It is
     * bound and listens already, so {@link ServerSocket#bind} throws. Closing it closes the channel, which is closed with this
     * listener anyway.
     *
     * <p>It accepts in blocking mode only: {@link ServerSocket#accept()} throws
     * {@link java.nio.channels.IllegalBlockingModeException} once {@link #acceptArrived} or a lifecycle has accepted from this
     * listener. {@link ServerSocket#setSoTimeout} limits each wait, which then ends with a
     * {@link java.net.SocketTimeoutException}; another process that has the same socket may take the connection meanwhile.
     *
     * @return the adaptor of the JDK, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, since a {@link ServerSocket} has no UNIX
     *     addresses, or it was closed or detached
     */
    public ServerSocket serverSocket() {
        if (kind() != Kind.TCP) {
            throw new IllegalStateException(this + " has no ServerSocket. " + Views.hint(kind()));
        }
        return serverSocketChannel().socket();
    }

    /**
     * Returns the view of {@link Kind#UDP} and {@link Kind#UNIX_DATAGRAM}.
     *
     * <p>That of {@link Kind#UNIX_DATAGRAM} has the addresses and the selectors of jnr-unixsocket: {@code receive} returns a
     * {@code jnr.unixsocket.UnixSocketAddress}, whose path is empty where the sender has no name and begins with a NUL
     * where it is abstract; {@code send} takes it, and a {@link java.net.UnixDomainSocketAddress} too. The JDK's own
     * selectors refuse it: select with {@code channel.provider().openSelector()}, for which a modular program is started
     * with {@code --add-modules ALL-MODULE-PATH}. A wait ends when the channel is closed,
     * its thread interrupted, or after the milliseconds of {@code UnixSocketOptions.SO_RCVTIMEO} and
     * {@code SO_SNDTIMEO}, with a {@link java.net.SocketTimeoutException}.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public DatagramChannel datagramChannel() {
        return view(DatagramChannel.class, Kind.UDP, Kind.UNIX_DATAGRAM);
    }

    /**
     * Returns the view of {@link Kind#CONNECTION}: already connected, so {@link SocketChannel#getRemoteAddress()} tells the peer;
     * null where the client has reset it before it was adopted.
     * For a UNIX connection {@code getOption(jdk.net.ExtendedSocketOptions.SO_PEERCRED)} tells who it is.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public SocketChannel socketChannel() {
        return view(SocketChannel.class, Kind.CONNECTION);
    }

    /**
     * Returns the view of {@link Kind#FIFO}, also a {@link java.nio.channels.SelectableChannel}: to wait no longer than some time,
     * put it into non-blocking mode and select. A read that waits ends when the channel is closed or its thread
     * interrupted.
     *
     * <p>systemd and Doorbell open a FIFO for reading and writing, so that it does not end when its last writer closes it; one
     * that was opened only for reading does.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public ReadableByteChannel readableByteChannel() {
        return view(ReadableByteChannel.class, Kind.FIFO);
    }

    /**
     * Returns the view of {@link Kind#SPECIAL}, {@link Kind#NETLINK} and {@link Kind#MESSAGE_QUEUE}. Of the latter two, one read is
     * one message, and one that is larger than the buffer is an error that loses nothing. What is written to a netlink socket goes
     * to the kernel; a message is sent to a queue with priority 0. A provider's handle makes a {@link TimedByteChannel} for
     * these kinds.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public TimedByteChannel byteChannel() {
        return view(TimedByteChannel.class, Kind.SPECIAL, Kind.NETLINK, Kind.MESSAGE_QUEUE);
    }

    /**
     * Returns the view of {@link Kind#FILE}, such as a file that a service left with its service manager across a restart. Its
     * position is where the file stands, which all copies of the descriptor share, and it can be read, written or appended
     * to as the file was opened; anything else throws {@link java.nio.channels.NonReadableChannelException} or
     * {@link java.nio.channels.NonWritableChannelException}.
     *
     * @return the channel, the same on each call
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached
     */
    public FileChannel fileChannel() {
        return view(FileChannel.class, Kind.FILE);
    }

    /**
     * Returns the view that the {@link #kind()} has.
     *
     * @return the channel, the same as the view's
     * @throws IllegalStateException if this is a {@link Kind#OTHER}, which has none, or it was closed or detached
     */
    public Channel channel() {
        if (kind() == Kind.OTHER) {
            throw new IllegalStateException(this + " has no channel. Use detachFd().");
        }
        return usable();
    }

    /**
     * Waits until something has arrived, and does not take it: a connection to accept, or something to read. Another
     * process that has the same listener may take it first, and so may another thread: {@link #acceptArrived} takes a connection
     * without waiting for another. To be used by one thread at a time.
     *
     * @param millis how long to wait, in milliseconds: 0 not at all, less than 0 indefinitely
     * @return whether something has arrived; also false if the thread was interrupted, which stays so; always true where
     *     Doorbell bound the listener, as it can wait only by taking
     * @throws IllegalStateException if it has no channel, or it was closed or detached
     * @throws java.nio.channels.ClosedChannelException if it is closed while this waits
     * @throws IOException if the operating system refuses
     */
    public boolean awaitArrival(long millis) throws IOException {
        Channel unused = channel();
        return handle.awaitArrival(millis);
    }

    /**
     * Hands the raw descriptor to code that wants one, such as Netty's epoll and kqueue transports, and gives up
     * ownership: the channel is closed, and the caller closes the descriptor. Its number may differ from that
     * of {@link Origin#descriptor()}. It blocks, unless the program put the channel into non-blocking mode before, which
     * those transports expect. A UNIX path that Doorbell bound stays, and is the caller's to remove.
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
     * Sets whether {@link #close()} removes the UNIX path, FIFO or empty message queue that Doorbell made for this listener, as
     * it does if this method is not called. A program sets it to false when another process has a copy of the listener and
     * serves there from now on: {@code SetUnlinkOnClose} of Go's {@code net.UnixListener}. That process does not remove it
     * either. For any other listener this does nothing.
     *
     * @param removed false to leave it in place
     */
    public synchronized void removeOnClose(boolean removed) {
        handle.removeOnClose(removed);
    }

    /**
     * Reserves this listener for one server. An adapter of a framework does so before it takes a view or the descriptor: two
     * servers that were given one listener would share its connections, and the first to stop would close it for both.
     * Views and the methods that accept do not ask for a reservation. A listener that was
     * closed or detached can be reserved; its views throw.
     *
     * @param user the server itself, compared by identity, which messages call what its {@code toString()} returns; the same
     *     object may reserve again
     * @throws IllegalStateException if another server has reserved it
     */
    public void reserve(Object user) {
        Object holder = reservedFor(Objects.requireNonNull(user, "user"));
        if (holder != user) {
            throw new IllegalStateException("cannot serve " + this + " by " + user + ": it is served by " + holder
                    + ". Give each server a listener of its own.");
        }
    }

    /** The server that has it afterwards, whose {@code toString()} is not called under the lock. */
    private synchronized Object reservedFor(Object user) {
        Object holder = server == null ? user : server;
        server = holder;
        return holder;
    }

    /**
     * Ends the reservation of a server that does not serve this listener any more and leaves it open. Does nothing if another
     * server has reserved it, or none.
     *
     * @param user the server that has {@linkplain #reserve reserved} it, the same object
     */
    public synchronized void unreserve(Object user) {
        if (server == user) {
            server = null;
        }
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

    /** Makes the channel that turns clients away, and takes it over. */
    synchronized Channel commitToDrain() throws IOException {
        checkUsable();
        if (channel == null) {
            channel = handle.openToDrain();
        }
        return commit();
    }

    /** Makes the channel usable, once no other part of the call can fail any more. */
    synchronized Channel commit() throws IOException {
        Channel opened = open();
        if (commitFailure != null) {
            throw new IOException("the first attempt failed: " + commitFailure.getMessage(), commitFailure);
        }
        if (!committed) {
            try {
                handle.commit();
                committed = true;
            } catch (IOException | RuntimeException | Error e) {
                commitFailure = e;
                throw e;
            }
        }
        return opened;
    }

    /** Gives the claim back, since another part of the same call failed. */
    synchronized void release() throws IOException {
        if (ended == null) {
            ended = "released";
            handle.release();
        }
    }

    private <T extends Channel> T view(Class<T> type, Kind... kinds) {
        for (Kind kind : kinds) {
            if (kind == kind()) {
                return type.cast(usable());
            }
        }
        throw new IllegalStateException(this + " has no " + type.getSimpleName() + ". " + Views.hint(kind()));
    }

    private Channel usable() {
        try {
            return commit();
        } catch (IOException e) {
            throw new IllegalStateException(this + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void checkUsable() {
        if (ended != null) {
            throw new IllegalStateException(this + " was " + ended + " and cannot be used any more.");
        }
    }

    /** Returns it as messages have it: {@code "web" (TCP [::]:80, fd 3)}. */
    @Override
    public String toString() {
        String address = address().isPresent() ? " " + address().get().printable() : "";
        OptionalInt descriptor = handle.descriptor();
        return '"' + name + "\" (" + kind() + address + (descriptor.isPresent() ? ", fd " + descriptor.getAsInt() : "")
                + ')';
    }
}
