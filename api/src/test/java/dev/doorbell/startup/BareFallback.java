package dev.doorbell.startup;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
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
import java.util.Optional;

/** A fallback that loads next to nothing: every spec gets a server channel on a port of the kernel's choice. */
public final class BareFallback implements ListenerProvider, ListenerSource {
    private long pid;

    @Override
    public String name() {
        return "fallback";
    }

    @Override
    public int priority() {
        return FALLBACK;
    }

    @Override
    public ListenerSource examine(ProcessContext process) {
        pid = process.operatingSystem() == OperatingSystem.LINUX ? process.pid() : 1;
        return this;
    }

    /** systemd's provider needs the process id, and no provider needs it elsewhere. */
    @Override
    public Applicability applicability() {
        return pid > 0 ? Applicability.applies("always") : Applicability.absent("no process id is known");
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        Map<ListenerSpec, List<ListenerHandle>> found = new HashMap<>();
        for (ListenerSpec spec : specs) {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            found.put(spec, List.of(new Handle(spec, channel)));
        }
        return new Claims(found, List.of());
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return "There is no way.";
    }

    private static final class Handle implements ListenerHandle {
        private final ListenerSpec spec;
        private final ServerSocketChannel channel;

        Handle(ListenerSpec spec, ServerSocketChannel channel) {
            this.spec = spec;
            this.channel = channel;
        }

        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public Kind kind() {
            return spec.kind().orElseThrow();
        }

        @Override
        public Optional<Address> address() {
            return spec.address();
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
