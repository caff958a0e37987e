package dev.doorbell.handover.notify;

import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.notify.DatagramTarget;
import dev.doorbell.descriptors.posix.ByteText;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.descriptors.posix.NativeSockets;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.descriptors.waiting.Readiness;
import dev.doorbell.spi.OperatingSystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The socket that {@code NOTIFY_SOCKET} names, as a service manager has it: {@code sd_notify(3)}. A thread of its own receives,
 * so that a program never waits for its manager.
 *
 * <p>Linux and macOS, with JNA: the JDK has no UNIX datagram sockets.
 */
public final class NotifySocket implements Closeable {
    /** The variable that a program finds the socket by. */
    public static final String VARIABLE = "NOTIFY_SOCKET";

    private static final String BARRIER = "BARRIER=1";

    private final Path path;
    private final int socket;
    private final Readiness readiness;
    private final Consumer<Notification> receiver;
    private final Thread thread;

    private NotifySocket(Path path, int socket, Consumer<Notification> receiver) {
        this.path = path;
        this.socket = socket;
        this.readiness = Readiness.toRead(socket);
        this.receiver = receiver;
        this.thread = new Thread(this::receiveAll, "doorbell-notify");
        thread.setDaemon(true);
    }

    /**
     * Binds a socket and receives from it until it is closed.
     *
     * @param path an absolute path that does not exist
     * @param receiver called for each notification, one at a time, on the thread of the socket; a descriptor that it does
     *     not take is closed when it returns. {@code BARRIER=1} is answered without it
     * @return the socket
     * @throws UnsupportedOperationException if JNA is missing, or no way into the JDK is open
     * @throws IOException if the operating system refuses, or the path is too long for a socket
     */
    public static NotifySocket bind(Path path, Consumer<Notification> receiver) throws IOException {
        byte[] bytes = (ByteText.of(path.toString()) + "\0").getBytes(StandardCharsets.ISO_8859_1);
        byte[] sockaddr = SockaddrUn.of(bytes, path.toString());
        LibC c = Jna.libC("Receiving notifications");
        int socket = NativeSockets.open(CNumber.AF_UNIX.here(), CNumber.SOCK_DGRAM.here(), 0, path.toString());
        NativeSockets.bind(socket, sockaddr, path.toString());
        if (CNumber.OS == OperatingSystem.LINUX) {
            c.setsockopt(
                    socket,
                    CNumber.SOL_SOCKET.here(),
                    CNumber.SO_PASSCRED.here(),
                    new IntByReference(1),
                    Integer.BYTES);
        }
        NotifySocket bound = new NotifySocket(path, socket, receiver);
        bound.thread.start();
        return bound;
    }

    /** {@return the value of {@link #VARIABLE}} */
    public String address() {
        return path.toString();
    }

    private void receiveAll() {
        try (ReceivedDatagram buffer = new ReceivedDatagram(socket)) {
            while (true) {
                while (buffer.receive()) {
                    dispatch(buffer);
                }
                readiness.await(0);
            }
        } catch (ClosedChannelException closed) {
            // by close()
        } catch (IOException e) {
            throw new IllegalStateException("cannot receive notifications on " + path + ": " + e.getMessage(), e);
        } finally {
            LibC.INSTANCE.close(socket);
        }
    }

    private void dispatch(ReceivedDatagram datagram) {
        try (Notification notification = new Notification(datagram.sender(), datagram.text(), datagram.descriptors())) {
            if (!notification.assignments().isEmpty() && !notification.has(BARRIER)) {
                receiver.accept(notification);
            }
        }
    }

    /**
     * Waits until everything that was sent before is received.
     *
     * @param timeout how long to wait; more than zero
     * @throws IOException if it is not received by then, or the operating system refuses
     */
    public void drain(Duration timeout) throws IOException {
        DatagramTarget.ofPath(path.toString()).awaitReader(BARRIER, timeout);
    }

    /** Stops receiving, and removes the path. What was sent and not received yet is lost. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        readiness.close();
    }
}
