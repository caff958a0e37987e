package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.ByteText;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.descriptors.posix.NativeSockets;
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
import java.util.concurrent.locks.LockSupport;

/**
 * The UNIX datagram socket of another process, to send messages and descriptors to, {@code unix(7)}: what
 * {@code sd_notify(3)} speaks. The JDK has no such sockets, so this needs JNA.
 *
 * <p>Safe for use by several threads.
 */
public final class DatagramTarget {
    private static final int NANOS_BETWEEN_SENDS = 1_000_000;

    /** The size that libsystemd sets: the longest status text fits. */
    private static final int SEND_BUFFER = 8 * 1024 * 1024;

    private final String name;
    private final byte[] sockaddr;

    private DatagramTarget(String name, byte[] sockaddr) {
        this.name = name;
        this.sockaddr = sockaddr;
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
        return new DatagramTarget(path, sockaddr(ByteText.of(path) + "\0", path));
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
        return new DatagramTarget("@" + name, sockaddr("\0" + ByteText.of(name), "@" + name));
    }

    private static byte[] sockaddr(String bytes, String shown) throws SocketException {
        return SockaddrUn.of(bytes.getBytes(StandardCharsets.ISO_8859_1), shown);
    }

    /**
     * Sends a message, and waits while the other side's queue is full.
     *
     * @param message the message, one datagram
     * @param timeout how long to wait; more than zero
     * @throws UnsupportedOperationException if JNA is missing
     * @throws InterruptedIOException if this thread is interrupted while it waits
     * @throws SocketTimeoutException if the queue is still full by then
     * @throws IOException if the operating system refuses
     */
    public void send(String message, Duration timeout) throws IOException {
        send(message, Deadline.after(timeout));
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
     * @throws UnsupportedOperationException if JNA is missing, or no way into the JDK is open
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
            checkJna();
            CloseOnExec.set(SunNioCh.numberOf(pipe.source()));
            CloseOnExec.set(SunNioCh.numberOf(writing));
            send(message, writing, deadline);
        }
    }

    private void send(String message, Channel channel, Deadline deadline) throws IOException {
        checkJna();
        int copy = DescriptorOwner.copy(channel);
        try {
            CloseOnExec.set(copy);
            send(message, deadline, copy);
        } finally {
            SunNioCh.close0(copy);
        }
    }

    private void send(String message, Deadline deadline, int... descriptors) throws IOException {
        checkJna();
        int socket = NativeSockets.open(CNumber.AF_UNIX.here(), CNumber.SOCK_DGRAM.here(), 0, name);
        try {
            NativeSockets.raiseSendBuffer(socket, SEND_BUFFER);
            OutgoingMessage outgoing =
                    new OutgoingMessage(name, sockaddr, message.getBytes(StandardCharsets.UTF_8), descriptors);
            while (!outgoing.send(socket)) {
                awaitRoom(deadline);
            }
        } finally {
            LibC.INSTANCE.close(socket);
        }
    }

    private void checkJna() {
        Jna.libC("Sending to " + name);
    }

    /** The kernel does not report when a queue that is not connected has room again. */
    private void awaitRoom(Deadline deadline) throws IOException {
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
