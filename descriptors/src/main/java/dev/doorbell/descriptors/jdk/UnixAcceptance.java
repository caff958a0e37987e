package dev.doorbell.descriptors.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@code accept(2)} on a UNIX listener of the JDK, whatever path the client is bound to.
 *
 * <p>{@code ServerSocketChannelImpl.implAccept} makes a {@link java.nio.file.Path} of the client's address after it has
 * accepted. Where the JVM takes ASCII for the text of a path (no locale), a byte above 0x7f makes that an
 * {@link java.nio.file.InvalidPathException}, and the descriptor is lost. This does the same steps, and keeps the bytes.
 */
public final class UnixAcceptance {
    /** {@code IOStatus.UNAVAILABLE} and {@code INTERRUPTED}. */
    private static final int UNAVAILABLE = -2;

    private static final int INTERRUPTED = -3;

    private final AcceptSteps steps;
    private final ServerSocketChannel listener;
    private final FileDescriptor accepted = new FileDescriptor();
    private final Object[] path = new Object[1];

    private UnixAcceptance(AcceptSteps steps, ServerSocketChannel listener) {
        this.steps = steps;
        this.listener = listener;
    }

    /**
     * Accepts as {@link ServerSocketChannel#accept()} does, which it calls where that takes every path, or where no way into
     * the JDK is open.
     *
     * @param listener a UNIX listener of the JDK
     * @return the connection; null if there is none and the listener does not block
     * @throws IOException as of {@link ServerSocketChannel#accept()}
     */
    public static @Nullable SocketChannel accept(ServerSocketChannel listener) throws IOException {
        Optional<AcceptSteps> steps = jdkTakesEveryPath() ? Optional.empty() : AcceptSteps.known();
        return steps.isEmpty() ? listener.accept() : new UnixAcceptance(steps.get(), listener).accept();
    }

    /** It decodes with the one charset, and encodes with the other. */
    private static boolean jdkTakesEveryPath() {
        return Charset.defaultCharset().equals(StandardCharsets.UTF_8)
                && "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    }

    private @Nullable SocketChannel accept() throws IOException {
        try {
            return isTaken() ? channel() : null;
        } catch (IOException | RuntimeException | Error e) {
            if (accepted.valid()) {
                SunNioCh.close0(SunNioCh.fdVal(accepted));
            }
            throw e;
        }
    }

    private boolean isTaken() throws IOException {
        ReentrantLock turn = steps.acceptLock(listener);
        turn.lock();
        try {
            boolean blocking = listener.isBlocking();
            int status = 0;
            try {
                steps.begin(listener, blocking);
                steps.doNotBlockIfVirtual(listener);
                status = take(blocking);
            } finally {
                steps.end(listener, blocking, status > 0);
            }
            return status > 0;
        } finally {
            turn.unlock();
        }
    }

    /** Between begin and end, a close by another thread leaves the number ours, and ends the wait. */
    private int take(boolean blocking) throws IOException {
        FileDescriptor listening = SunNioCh.descriptorOf(listener);
        int status = steps.accept0(listening, accepted, path);
        while (blocking && (status == UNAVAILABLE || status == INTERRUPTED) && listener.isOpen()) {
            steps.park(listener);
            status = steps.accept0(listening, accepted, path);
        }
        return status;
    }

    private SocketChannel channel() throws IOException {
        int number = SunNioCh.fdVal(accepted);
        // other systems than Linux hand the listener's mode on
        SunNioCh.configureBlocking(number, true);
        SocketChannel connection =
                UnixChannels.connection(accepted, UnixChannels.address((byte[]) SunNioCh.returned(path[0])));
        if (SunNioCh.numberOf(connection) != number) {
            SunNioCh.close0(number);
        }
        return connection;
    }
}
