package dev.doorbell.startup;

import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A fallback that loads next to nothing: every spec gets a server channel on a port of the kernel's choice. */
public final class BareFallback implements ListenerProvider, ListenerSource {
    @Override
    public String name() {
        return "fallback";
    }

    @Override
    public int priority() {
        return FALLBACK;
    }

    @Override
    public Applicability examine(ProcessContext process) {
        // systemd's provider needs it, and no provider needs it elsewhere
        boolean known = process.operatingSystem() != OperatingSystem.LINUX || process.pid() > 0;
        return known ? Applicability.applies("always") : Applicability.absent("nobody knows who we are");
    }

    @Override
    public ListenerSource open(ProcessContext process) {
        return this;
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        Map<ListenerSpec, List<Listener>> found = new HashMap<>();
        for (ListenerSpec spec : specs) {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            found.put(spec, List.of(listener(spec, new Handle(channel))));
        }
        return new Claims(found, List.of());
    }

    private Listener listener(ListenerSpec spec, ListenerHandle handle) {
        return new Listener(
                spec.name(), spec.kind().orElseThrow(), spec.address().orElseThrow(), Origin.bound(name()), handle);
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return "There is no way.";
    }

    @Override
    public void close() {}

    private static final class Handle implements ListenerHandle {
        private final ServerSocketChannel channel;

        Handle(ServerSocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public ServerSocketChannel open() {
            return channel;
        }

        @Override
        public void commit() {}

        @Override
        public int detach() {
            throw new UnsupportedOperationException("There is no descriptor.");
        }

        @Override
        public void release() throws IOException {
            channel.close();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
