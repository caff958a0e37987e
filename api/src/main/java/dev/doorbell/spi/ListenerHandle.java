package dev.doorbell.spi;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A listener as a provider has it: its facts, and what makes and ends its channel. The facts never change.
 *
 * <p>A {@link dev.doorbell.Listener} calls {@link #open()} or {@link #openToDrain()} until one has returned, so again after it
 * threw; then {@link #commit()} at most once; then one of {@link #detach()}, {@link #release()} and {@link #close()}, at most
 * once. An unclaimed listener may be detached or closed without being opened: a provider that claims in {@link #open()} claims
 * in these two as well. All are called under the listener's own lock, except {@link #awaitArrival} and the two that accept.
 */
public interface ListenerHandle extends Closeable {
    /** {@return the name that the service manager gave it, or that of the spec that it was bound for} */
    String name();

    /** {@return its kind, which says the type of its channel} */
    Kind kind();

    /** {@return the local address; empty where there is none, such as that of an unnamed socket} */
    default Optional<Address> address() {
        return Optional.empty();
    }

    /**
     * {@return the number of the descriptor as the service manager passed it; empty where the provider bound the listener.
     * {@link dev.doorbell.Listeners#activated()} and the rules of idle exit follow it}
     */
    default OptionalInt descriptor() {
        return OptionalInt.empty();
    }

    /**
     * Makes the channel. The inherited descriptor stays as the service manager passed it.
     *
     * @return a channel of the type that the listener's kind has
     * @throws UnsupportedOperationException if the kind needs something that is missing here; the message says what to
     *     add
     * @throws IOException if the operating system refuses; the descriptor is left as it was
     */
    Channel open() throws IOException;

    /**
     * Makes a channel for {@link dev.doorbell.WhenUnclaimed#REJECT} instead, which turns clients away: one that accepts
     * connections or reads, and that the JDK's own selectors can wait for if that is possible.
     *
     * @return a channel
     * @throws UnsupportedOperationException as of {@link #open()}
     * @throws IOException as of {@link #open()}
     */
    default Channel openToDrain() throws IOException {
        return open();
    }

    /**
     * Called when everything is open that was asked for in one call: from now on the descriptor is ours. Its channel is in
     * blocking mode, whatever the service manager said. {@code O_NONBLOCK} of a listener stays as it was passed, except of a
     * device: other processes may serve the same open file.
     *
     * @throws IOException if the operating system refuses
     */
    void commit() throws IOException;

    /**
     * Waits until something has arrived, which is not taken: a connection to accept, or something to read. Called after
     * {@link #commit()}, by any thread, not under the listener's lock, and also while {@link #close()} runs.
     *
     * <p>A provider that inherits listeners implements it: a program on one that cannot tell is never idle, and a thread
     * that waits for a client counts as work when it is told to stop.
     *
     * @param millis how long to wait: 0 not at all, less than 0 indefinitely
     * @return whether something has arrived; false too if the thread was interrupted; true where this listener cannot tell,
     *     so that the caller waits by taking it
     * @throws java.nio.channels.ClosedChannelException if it is closed, also meanwhile
     * @throws IOException if the operating system refuses
     */
    default boolean awaitArrival(long millis) throws IOException {
        return true;
    }

    /**
     * Accepts a connection. Called after {@link #commit()}, by any thread, not under the listener's lock, and also while
     * {@link #close()} runs.
     *
     * @param listening the channel that {@link #open()} has made
     * @return the connection; null if there is none and the channel does not block
     * @throws IOException if the operating system refuses
     */
    default @Nullable SocketChannel accept(ServerSocketChannel listening) throws IOException {
        return listening.accept();
    }

    /**
     * Accepts a connection that {@link #awaitArrival} has told of. A provider that can tell does not wait for another where
     * that one was taken by a thread or a process that has the same listener: the thread would count as busy meanwhile.
     *
     * @param listening the channel that {@link #open()} has made
     * @return the connection; null if there is none
     * @throws IOException if the operating system refuses
     */
    default @Nullable SocketChannel acceptArrived(ServerSocketChannel listening) throws IOException {
        return accept(listening);
    }

    /**
     * Gives up ownership of the raw descriptor; the channel is closed, the descriptor stays open and is the caller's.
     *
     * @return the number of an open descriptor
     * @throws UnsupportedOperationException if this listener has no descriptor, or it cannot be reached here
     * @throws IOException if the operating system refuses
     */
    int detach() throws IOException;

    /**
     * Takes the claim back after another part of the same call failed. What was inherited stays open and as it was, and
     * can be claimed again; what was bound here is closed.
     *
     * @throws IOException if closing fails
     */
    void release() throws IOException;

    /**
     * Sets whether {@link #close()} removes the file that was made with this listener: false where another process serves there.
     * A listener without one has nothing to implement.
     *
     * @param removed whether it is removed, as it is if this method is not called
     */
    default void removeOnClose(boolean removed) {}

    /**
     * Closes our copy. Never unlinks a path that a service manager made, and never shuts a socket down that it shares.
     *
     * @throws IOException if closing fails
     */
    @Override
    void close() throws IOException;
}
