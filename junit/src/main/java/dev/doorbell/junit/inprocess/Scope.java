package dev.doorbell.junit.inprocess;

import dev.doorbell.Listener;
import dev.doorbell.spi.ListenerSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The listeners that code finds in some threads: in those that have {@linkplain #enter entered} and in those that they start,
 * as a new thread inherits the context class loader. JUnit gives its own threads another one, so no other test finds them.
 */
public final class Scope implements Closeable {
    private final List<HeldSocket> sockets = new ArrayList<>();
    private final boolean launchd;
    private boolean closed;

    /**
     * A scope that no thread has entered.
     *
     * @param listeners the listeners, which stay the caller's
     * @param launchd whether they are passed as launchd passes them, not as systemd
     */
    public Scope(List<Listener> listeners, boolean launchd) {
        listeners.forEach(listener -> sockets.add(new HeldSocket(listener)));
        this.launchd = launchd;
    }

    /** {@return the scope of this thread} */
    static Optional<Scope> current() {
        @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
        while (loader != null && !(loader instanceof ScopedClassLoader)) {
            loader = loader.getParent();
        }
        return loader instanceof ScopedClassLoader scoped && !scoped.scope().isClosed()
                ? Optional.of(scoped.scope())
                : Optional.empty();
    }

    /**
     * Makes this the scope of the thread, until the result is closed on the same thread.
     *
     * @return restores the context class loader
     */
    public Entered enter() {
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ScopedClassLoader(before, this));
        return () -> thread.setContextClassLoader(before);
    }

    /** A thread that has entered a scope. */
    @FunctionalInterface
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /** The name of the provider that it stands for. */
    String provider() {
        return launchd ? "launchd" : "systemd";
    }

    ListenerSource source() {
        return launchd ? LaunchdSockets.source(sockets) : new SystemdSockets(sockets);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Closes what the code has left open. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (HeldSocket socket : sockets) {
            socket.close();
        }
    }
}
