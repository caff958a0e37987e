package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a shutdown hook makes to the program's own listener, to wake the thread that accepts. It has to arrive
 * although the intake is stopped: the hook may wait for that thread. It must not stay in the backlog: the service manager would
 * start the next process for it.
 */
final class Wake {
    private final List<PassedListener> listeners;
    private final PassedIntake intake;

    /**
     * Connections to listeners of an intake.
     *
     * @param listeners also the lock of their state
     */
    Wake(List<PassedListener> listeners, PassedIntake intake) {
        this.listeners = listeners;
        this.intake = intake;
    }

    /** Returns the address to connect to instead, or null: a client that is not a wake waits for the next process. */
    @Nullable
    InetSocketAddress addressInsteadOf(Object address) throws IOException {
        if (!intake.isStopped() || !(address instanceof InetSocketAddress ip) || !isOwn(ip) || !hooksRun()) {
            return null;
        }
        synchronized (listeners) {
            for (PassedListener listener : listeners) {
                Integer owner = listener.accepts() && listener.isNear(new Address.Ip(ip)) ? listener.onlyOwner() : null;
                if (owner != null) {
                    return addressInsteadOf(listener, owner);
                }
            }
        }
        return null;
    }

    private @Nullable InetSocketAddress addressInsteadOf(PassedListener listener, int owner) throws IOException {
        if (listener.hasArrival()) {
            // clients wait, and the first of them would be accepted
            InetSocketAddress instead = putOwnUnder(owner);
            intake.forgetOwner(owner);
            return instead;
        }
        intake.admitOne(owner);
        return null;
    }

    /** Puts a listener without clients under the program's socket. The process ends, and accepts no other one. */
    private static InetSocketAddress putOwnUnder(int number) throws IOException {
        try (ServerSocketChannel own = ServerSocketChannel.open()) {
            own.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).configureBlocking(false);
            SunNioCh.dup2(SunNioCh.numberOf(own), number);
            return (InetSocketAddress) own.getLocalAddress();
        }
    }

    private static boolean isOwn(InetSocketAddress address) throws IOException {
        InetAddress host = address.getAddress();
        return host != null
                && (host.isLoopbackAddress()
                        || host.isAnyLocalAddress()
                        || NetworkInterface.getByInetAddress(host) != null);
    }

    /** The JVM takes no hook once it runs them. */
    private static boolean hooksRun() {
        Thread hook = new Thread("doorbell-agent-hook");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException begun) {
            return true;
        }
    }
}
