package dev.doorbell.spi;

import java.io.IOException;
import java.nio.channels.Channel;
import java.util.OptionalInt;

/**
 * A store of descriptors that the service manager keeps while the program is restarted: systemd's file descriptor store
 * ({@code FileDescriptorStoreMax=} of {@code systemd.service(5)}). Where there is none, nothing is kept and nothing is
 * found.
 *
 * <pre>{@code
 * for (Listener kept : Doorbell.stored("player")) {      // before Doorbell.open, which would find them unclaimed
 *     play(kept.socketChannel());
 * }
 * ...
 * DescriptorStore store = Doorbell.serviceManager().descriptorStore();
 * store.put("player", connection);                       // before the process ends
 * }</pre>
 *
 * <p>A program that tests its restart path registers a {@link ListenerProvider} whose {@link ListenerProvider#serviceManager}
 * has a store of the test and whose {@link ListenerProvider#stored} returns what is in it, or takes
 * {@code Doorbell.stored} as a function.
 *
 * <p>Safe for use by several threads.
 */
public interface DescriptorStore {
    /**
     * Returns how many descriptors the manager keeps for this service ({@code FDSTORE}).
     *
     * @return how many; empty if there is no store, and if the manager does not tell, as systemd before 254
     */
    default OptionalInt capacity() {
        return OptionalInt.empty();
    }

    /**
     * Leaves a copy of a channel's descriptor with the manager ({@code FDSTORE=1}), and returns when it has it. The channel
     * stays open, and the caller's. The manager drops its copy when the other side ends the connection, or when the file
     * reports an error, unless {@link #putUnwatched} is used. What it does not keep, because the store is full or off, it
     * drops and reports nothing.
     *
     * <p>The copy is of the same connection: {@link java.nio.channels.SocketChannel#shutdownOutput()} ends it for both.
     * The JDK does that when it closes a connection that is registered with a selector, so such a one is deregistered
     * first, or left open until the process ends.
     *
     * @param name ASCII without controls and colons, at most 255 characters; several may have the same
     * @param channel an open channel of the JDK that has a descriptor: a socket, pipe or file channel, or a listener's
     *     {@linkplain dev.doorbell.Listener#channel() own}
     * @return whether there is a manager that was given it; false too where this JVM has no way to send a descriptor, which
     *     {@link ServiceManager} logs
     * @throws IllegalArgumentException if the name cannot be used
     * @throws UnsupportedOperationException if the channel's descriptor cannot be reached
     * @throws java.nio.channels.ClosedChannelException if the channel is closed
     * @throws java.net.SocketTimeoutException if the manager did not take it within 5 seconds
     * @throws IOException if the manager cannot be reached
     */
    default boolean put(String name, Channel channel) throws IOException {
        return false;
    }

    /**
     * Leaves a copy as {@link #put} does, but the manager keeps it whatever happens to the other side ({@code FDPOLL=0}).
     *
     * @param name as in {@link #put}
     * @param channel as in {@link #put}
     * @return whether there is a manager that was given it
     * @throws IOException as in {@link #put}, also for the unchecked exceptions
     */
    default boolean putUnwatched(String name, Channel channel) throws IOException {
        return false;
    }

    /**
     * Lets the manager drop every descriptor of a name ({@code FDSTOREREMOVE=1}). One that was passed to this process too
     * stays open here.
     *
     * @param name the name
     * @throws IllegalArgumentException if the name cannot be used
     * @throws IOException if the manager cannot be reached
     */
    default void remove(String name) throws IOException {}
}
