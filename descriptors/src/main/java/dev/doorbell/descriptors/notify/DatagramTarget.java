package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.ByteText;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.descriptors.waiting.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The UNIX datagram socket of another process, to send messages and descriptors to, {@code unix(7)}: what
 * {@code sd_notify(3)} speaks. The JDK has no such sockets, so this needs {@code java.lang.foreign} of JDK 22 and later, or
 * JNA; except for a message without a descriptor to a socket that is {@linkplain #ofConnected connected} already.
 *
 * <p>Safe for use by several threads.
 */
public abstract class DatagramTarget {
    private static final int NANOS_BETWEEN_SENDS = 1_000_000;

    /** The name in a message. */
    final String name;

    DatagramTarget(String name) {
        this.name = name;
    }

    /**
     * A socket that is bound to a path.
     *
     * @param path the path, of one byte or more
     * @return the target
     * @throws IllegalArgumentException if it has a NUL, or characters that {@code sun.jnu.encoding} lacks
     * @throws SocketException if it is longer than a socket's path may be
     */
    public static DatagramTarget ofPath(String path) throws SocketException {
        // a path ends with a NUL, which counts
        return new AddressedTarget(path, sockaddr(ByteText.of(path) + "\0", path));
    }

    /**
     * A socket in the abstract namespace of Linux.
     *
     * @param name its name
     * @return the target
     * @throws IllegalArgumentException as of {@link #ofPath}
     * @throws SocketException if it is longer than a socket's name may be
     */
    public static DatagramTarget ofAbstractName(String name) throws SocketException {
        return new AddressedTarget("@" + name, sockaddr("\0" + ByteText.of(name), "@" + name));
    }

    /**
     * The socket at the other end of a connected one that this process was passed. A message without a descriptor takes no
     * native code, only a {@linkplain dev.doorbell.descriptors.jdk.JdkAccess way into the JDK}.
     *
     * @param number the descriptor, a datagram socket, which is put into non-blocking mode by the first message, and never closed
     * @return the target
     */
    public static DatagramTarget ofConnected(int number) {
        return new ConnectedTarget(number);
    }

    /** {@return how a message to an address is sent: {@code JNA} or {@code java.lang.foreign}; empty if by neither} Loads nothing native. */
    public static Optional<String> nativeWay() {
        return NativeWay.description();
    }

    private static byte[] sockaddr(String bytes, String shown) throws SocketException {
        return SockaddrUn.of(bytes.getBytes(StandardCharsets.ISO_8859_1), shown);
    }

    /**
     * Sends a message, and waits while the other side's queue is full.
     *
     * @param message the message, one datagram
     * @param timeout how long to wait; more than zero
     * @throws CannotSendException if it takes native code, and no way to that is open
     * @throws InterruptedIOException if this thread is interrupted while it waits
     * @throws SocketTimeoutException if the queue is still full by then
     * @throws IOException if the operating system refuses
     */
    public void send(String message, Duration timeout) throws IOException {
        send(bytes(message), Deadline.after(timeout));
    }

    /**
     * Sends a message with a copy of a channel's descriptor, and waits until the other side has read it: it is also given
     * the one end of a pipe in a message of its own, which it closes.
     *
     * @param message the message
     * @param channel an open channel
     * @param last the message that goes with the end of the pipe
     * @param timeout how long to wait; more than zero
     * @throws IOException as of {@link #awaitReader}
     */
    public void send(String message, Channel channel, String last, Duration timeout) throws IOException {
        Deadline deadline = Deadline.after(timeout);
        send(message, channel, deadline);
        awaitReader(last, deadline);
    }

    /**
     * Waits until the other side has read all that was sent before: it is sent the one end of a pipe, which it closes.
     *
     * @param message the message that goes with it
     * @param timeout how long to wait; more than zero
     * @throws InterruptedIOException if this thread is interrupted meanwhile; it stays so
     * @throws SocketTimeoutException if it has not read it by then
     * @throws CannotSendException if no way to native code is open
     * @throws IOException if the operating system refuses
     */
    public void awaitReader(String message, Duration timeout) throws IOException {
        awaitReader(message, Deadline.after(timeout));
    }

    private void awaitReader(String message, Deadline deadline) throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel reading = pipe.source()) {
            sendAndClose(message, pipe, deadline);
            if (!PipeEnd.await(reading, deadline)) {
                throw new SocketTimeoutException("cannot confirm that " + name + " has read the messages within "
                        + deadline.millis() + " ms. Check that its reader still runs, or wait longer.");
            }
        }
    }

    /** Our own end for writing would keep the pipe open. */
    private void sendAndClose(String message, Pipe pipe, Deadline deadline) throws IOException {
        try (Pipe.SinkChannel writing = pipe.sink()) {
            NativeCalls calls = nativeCalls();
            calls.closeOnExec(SunNioCh.numberOf(pipe.source()));
            calls.closeOnExec(SunNioCh.numberOf(writing));
            send(message, writing, deadline);
        }
    }

    private void send(String message, Channel channel, Deadline deadline) throws IOException {
        NativeCalls calls = nativeCalls();
        int copy = DescriptorOwner.copy(channel);
        try {
            calls.closeOnExec(copy);
            send(bytes(message), deadline, copy);
        } finally {
            SunNioCh.close0(copy);
        }
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a datagram. */
    abstract void send(byte[] message, Deadline deadline, int... descriptors) throws IOException;

    NativeCalls nativeCalls() {
        return NativeWay.open("Sending to " + name);
    }

    /** Sends a datagram from a socket. */
    void send(int socket, byte[] sockaddr, byte[] message, Deadline deadline, int... descriptors) throws IOException {
        OutgoingMessage outgoing = new OutgoingMessage(nativeCalls(), name, sockaddr, message, descriptors);
        while (!outgoing.send(socket)) {
            awaitRoom(deadline);
        }
    }

    /** Waits a moment: the kernel does not report when a queue that is not connected has room again. */
    void awaitRoom(Deadline deadline) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(
                    "cannot send to " + name + ": its queue was full, and the thread was interrupted.");
        }
        if (deadline.isOver()) {
            throw new SocketTimeoutException("cannot send to " + name + ": its queue had no room within "
                    + deadline.millis() + " ms. Check that its reader still runs, or wait longer.");
        }
        LockSupport.parkNanos(NANOS_BETWEEN_SENDS);
    }
}
