package dev.doorbell.tomcat;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** An endpoint of Tomcat that accepts when the lifecycle admits it, and counts its connections as work in progress. */
final class DoorbellEndpoint extends NioEndpoint {
    /** At the end: how long a connection may stay without its first request. A browser connects in advance. */
    private static final int SILENT_MILLIS = 1000;

    private final Map<SocketChannel, Work> work = new ConcurrentHashMap<>();
    private final Set<SocketChannel> silent = ConcurrentHashMap.newKeySet();
    private @Nullable ServedListener served;
    private @Nullable ServerSocketChannel channel;
    private volatile @Nullable Thread accepting;
    private volatile boolean unlocked;

    private record ServedListener(Listener listener, Lifecycle life, Work starting) {}

    DoorbellEndpoint() {
        TomcatVersion.check();
    }

    void serve(Listener listener, Lifecycle life) {
        listener.reserve(this);
        served = new ServedListener(listener, life, life.begin());
    }

    private ServedListener served() {
        ServedListener set = served;
        if (set == null) {
            throw new IllegalStateException(
                    "The connector " + getName() + " has no listener. Add <Listener className=\""
                            + DoorbellListener.class.getName() + "\" /> to the Server in server.xml, or call serve().");
        }
        return set;
    }

    /** Begins work on a connection, unless it has begun. */
    void begin(SocketChannel client) {
        work.computeIfAbsent(client, unused -> served().life().begin());
        silent.remove(client);
    }

    /** Ends the work on a connection. */
    void end(SocketChannel client) {
        silent.remove(client);
        Work begun = work.remove(client);
        if (begun != null) {
            begun.close();
        }
    }

    @Override
    protected void initServerSocket() {
        Listener listener = served().listener();
        listener.reserve(this);
        channel = listener.serverSocketChannel();
    }

    @Override
    protected @Nullable NetworkChannel getServerSocket() {
        return channel;
    }

    /** Leaves the listener open: a connector that starts again needs it. */
    @Override
    protected void doCloseServerSocket() {
        served().listener().unreserve(this);
        channel = null;
    }

    @Override
    public void startInternal() throws Exception {
        unlocked = false;
        super.startInternal();
        served().starting().close();
    }

    @Override
    public void resume() {
        unlocked = false;
        super.resume();
    }

    /** {@return the next connection; null after {@link #unlockAccept()}, and Tomcat then {@linkplain #destroySocket drops} it} */
    @Override
    @SuppressWarnings("NullAway") // Tomcat's method is not annotated
    protected @Nullable SocketChannel serverSocketAccept() throws IOException {
        accepting = Thread.currentThread();
        try {
            while (!unlocked) {
                Optional<SocketChannel> client = accepted(served());
                if (client.isPresent()) {
                    return client.get();
                }
            }
        } catch (InterruptedIOException e) {
            // unlocked
        } finally {
            accepting = null;
        }
        boolean unused = Thread.interrupted();
        return null;
    }

    private Optional<SocketChannel> accepted(ServedListener from) throws IOException {
        Optional<Work> admitted = from.life().await(from.listener());
        if (admitted.isEmpty()) {
            awaitStop();
            return Optional.empty();
        }
        Optional<SocketChannel> client = Optional.empty();
        try {
            client = from.listener().acceptArrived();
            client.ifPresent(arrived -> arrived(arrived, from, admitted.get()));
        } catch (ClosedChannelException | IllegalStateException closed) {
            // what was bound here is closed when the lifecycle ends
            if (!from.life().isEnding()) {
                throw closed;
            }
        } finally {
            if (client.isEmpty()) {
                admitted.get().close();
            }
        }
        return client;
    }

    private void arrived(SocketChannel client, ServedListener from, Work admitted) {
        silent.add(client);
        // the work on what was bound here does not count
        work.put(
                client,
                from.listener().origin().inherited() ? admitted : from.life().begin());
    }

    /** Lets connections end that no request comes on, and waits until Tomcat stops. */
    private void awaitStop() {
        for (SocketWrapperBase<NioChannel> connection : getConnections()) {
            if (silent.contains(connection.getSocket().getIOChannel())) {
                connection.setReadTimeout(SILENT_MILLIS);
            }
        }
        // ends the connections of HTTP/2 that have no stream
        getHandler().pause();
        while (!unlocked) {
            LockSupport.park(this);
        }
    }

    /** Wakes the acceptor. Tomcat would connect to the listener, and the service manager start the next process for that. */
    @Override
    protected void unlockAccept() {
        ServedListener from = served();
        boolean waitsByAccepting =
                !from.listener().origin().inherited() && !from.life().isEnding();
        unlocked = true;
        Thread waiting = accepting;
        if (waitsByAccepting) {
            super.unlockAccept();
        } else if (waiting != null) {
            waiting.interrupt();
        }
    }

    @Override
    protected void destroySocket(@Nullable SocketChannel socket) {
        if (socket == null) {
            countDownConnection();
        } else {
            end(socket);
            super.destroySocket(socket);
        }
    }

    @Override
    public String toString() {
        return "a connector of Tomcat for the port " + getPort();
    }

    /** Closes each connection after its answer when the lifecycle ends. */
    @Override
    public int getMaxKeepAliveRequests() {
        ServedListener from = served;
        return from != null && from.life().isEnding() ? 1 : super.getMaxKeepAliveRequests();
    }
}
