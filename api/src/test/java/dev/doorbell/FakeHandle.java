package dev.doorbell;

import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what is asked of it, and fails where a test wants it to. */
final class FakeHandle implements BareHandle {
    static final int DESCRIPTOR = 77;

    final List<String> calls = new ArrayList<>();
    private final Channel channel;
    private String failing = "";
    private @Nullable Throwable failure;

    FakeHandle(Channel channel) {
        this.channel = channel;
    }

    FakeHandle() {
        this(new FakeChannel());
    }

    /** From now on this call fails so, until it is told otherwise. */
    FakeHandle failing(String call, Throwable how) {
        failing = call;
        failure = how;
        return this;
    }

    /** A kind that has such a channel. */
    @Override
    public Kind kind() {
        if (channel instanceof ServerSocketChannel) {
            return Kind.TCP;
        }
        if (channel instanceof SocketChannel) {
            return Kind.CONNECTION;
        }
        return channel instanceof DatagramChannel ? Kind.UDP : Kind.SPECIAL;
    }

    @Override
    public Channel open() throws IOException {
        note("open");
        return channel;
    }

    @Override
    public void commit() throws IOException {
        note("commit");
    }

    @Override
    public int detach() throws IOException {
        note("detach");
        return DESCRIPTOR;
    }

    @Override
    public void release() throws IOException {
        note("release");
    }

    @Override
    public void close() throws IOException {
        note("close");
        channel.close();
    }

    private void note(String call) throws IOException {
        calls.add(call);
        if (!call.equals(failing)) {
            return;
        }
        if (failure instanceof IOException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException wrong) {
            throw wrong;
        }
        if (failure instanceof Error broken) {
            throw broken;
        }
    }
}
