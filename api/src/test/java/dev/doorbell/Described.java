package dev.doorbell;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A handle with facts of a test's own. */
record Described(String name, Kind kind, Optional<Address> address, OptionalInt descriptor, ListenerHandle handle)
        implements ListenerHandle {

    @Override
    public Channel open() throws IOException {
        return handle.open();
    }

    @Override
    public Channel openToDrain() throws IOException {
        return handle.openToDrain();
    }

    @Override
    public void commit() throws IOException {
        handle.commit();
    }

    @Override
    public boolean awaitArrival(long millis) throws IOException {
        return handle.awaitArrival(millis);
    }

    @Override
    public @Nullable SocketChannel accept(ServerSocketChannel listening) throws IOException {
        return handle.accept(listening);
    }

    @Override
    public @Nullable SocketChannel acceptArrived(ServerSocketChannel listening) throws IOException {
        return handle.acceptArrived(listening);
    }

    @Override
    public int detach() throws IOException {
        return handle.detach();
    }

    @Override
    public void release() throws IOException {
        handle.release();
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
