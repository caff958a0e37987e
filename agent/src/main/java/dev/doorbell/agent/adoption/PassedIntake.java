package dev.doorbell.agent.adoption;

import dev.doorbell.agent.lifetime.Intake;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.net.SocketImpl;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.List;

/** The intake of the listeners that were passed. The list of them is also the lock of their state. */
final class PassedIntake implements Intake {
    /** A program calls again at once where a client waits. It notices after this time that the socket is closed. */
    private static final long MILLIS_OF_A_THREAD = 50;

    /** The thread of an asynchronous channel serves others too. */
    private static final long MILLIS_OF_A_POOL = 10;

    private final List<PassedListener> listeners;
    private final OpenConnections connections = new OpenConnections();
    private final AcceptGate gate = new AcceptGate(Duration.ofSeconds(1));

    PassedIntake(List<PassedListener> listeners) {
        this.listeners = listeners;
    }

    /** Adds a listener of the list, whose connections count. */
    void add(PassedListener listener) throws IOException {
        if (listener.accepts()) {
            connections.add(listener.descriptor().number());
        }
    }

    /** Notes that a socket of the program has one of the listeners. */
    void addOwner(int number) {
        gate.add(number);
    }

    /** Notes that the program binds a number anew. */
    void forgetOwner(int number) {
        gate.forget(number);
    }

    boolean isOwner(int number) {
        return gate.guards(number);
    }

    boolean isStopped() {
        return gate.isClosed();
    }

    /** Lets a socket of the program accept one connection although the intake is stopped. */
    void admitOne(int number) {
        gate.admitOne(number);
    }

    /** Stops it, also for a selector that has registered a listener since the last call. */
    @Override
    public void stop() throws IOException, InterruptedException {
        gate.close();
        synchronized (listeners) {
            for (PassedListener listener : listeners) {
                listener.pause();
            }
        }
    }

    @Override
    public void resume() throws IOException {
        gate.open();
        synchronized (listeners) {
            for (PassedListener listener : listeners) {
                listener.resume();
            }
        }
    }

    /**
     * Comes before the program accepts a connection.
     *
     * @param owner the object that has the socket
     * @return whether the program may; false for a call that is to find no client
     */
    boolean beforeAccept(int number, Object owner) throws IOException {
        boolean blocks = owner instanceof SocketImpl;
        if (owner instanceof SelectableChannel channel && channel.isBlocking() && gate.guards(number)) {
            blocks = true;
            // set back by the JDK after an accept with a timeout; a call that waits in the kernel cannot be stopped
            SunNioCh.configureBlocking(number, false);
        }
        boolean pooled = owner instanceof AsynchronousServerSocketChannel;
        return gate.enter(number, blocks ? MILLIS_OF_A_THREAD : pooled ? MILLIS_OF_A_POOL : 0);
    }

    /** Comes after the call. */
    void afterAccept(int number) {
        gate.leave(number);
    }

    @Override
    public int openConnections() throws IOException {
        return connections.count();
    }

    @Override
    public boolean hasArrival() throws IOException {
        for (PassedListener listener : listeners) {
            if (listener.hasArrival()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void prepare() throws IOException {
        connections.count();
        EpollWatches.prepare();
    }
}
