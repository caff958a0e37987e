package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.UnixAcceptance;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel that was bound here, and the path that came with it. */
class BoundHandle implements ListenerHandle {
    private final ListenerSpec spec;
    private final Address address;
    private final Channel channel;
    private final @Nullable SocketFile file;
    private volatile boolean removesOnClose = true;

    /**
     * A listener of a spec.
     *
     * @param address the one that it is bound to
     * @param file the file that binding has made; null if none
     */
    BoundHandle(ListenerSpec spec, Address address, Channel channel, @Nullable SocketFile file) {
        this.spec = spec;
        this.address = address;
        this.channel = channel;
        this.file = file;
    }

    @Override
    public final String name() {
        return spec.name();
    }

    @Override
    public final Kind kind() {
        return spec.kind().orElseThrow();
    }

    @Override
    public final Optional<Address> address() {
        return Optional.of(address);
    }

    @Override
    public final Channel open() {
        return channel;
    }

    @Override
    public final void commit() {
        // the JDK opened it in blocking mode
    }

    @Override
    public final @Nullable SocketChannel accept(ServerSocketChannel listening) throws IOException {
        // TCP needs nothing of the module that has the other
        return kind() == Kind.TCP ? listening.accept() : UnixAcceptance.accept(listening);
    }

    /** The path stays: who has the descriptor is still reached through it. */
    @Override
    public final int detach() throws IOException {
        int copy = RawDescriptors.duplicate(channel);
        try {
            channel.close();
            return copy;
        } catch (IOException | RuntimeException | LinkageError e) {
            RawDescriptors.close(copy);
            throw e;
        }
    }

    @Override
    public final void release() throws IOException {
        close();
    }

    @Override
    public final void removeOnClose(boolean removed) {
        removesOnClose = removed;
    }

    /** {@return whether no other process serves here} */
    final boolean removesOnClose() {
        return removesOnClose;
    }

    /** The path first, while the socket is open. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (file != null && removesOnClose) {
                remove(file);
            }
        }
    }

    /** While our socket is open, a program that starts leaves its file. Afterwards it may replace it, and it has the lock then. */
    private void remove(SocketFile made) throws IOException {
        if (channel.isOpen()) {
            made.remove(true);
            return;
        }
        try {
            StartersLock lock = StartersLock.takeNow(made.path());
            if (lock != null) {
                try {
                    made.remove(false);
                } finally {
                    lock.end();
                }
            }
        } catch (NoSuchFileException directoryIsGone) {
            // and so is the file
        }
    }
}
