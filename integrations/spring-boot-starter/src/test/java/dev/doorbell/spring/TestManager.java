package dev.doorbell.spring;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A service manager that passes a listener for each spec with a name, while a test wants that. */
public final class TestManager implements ListenerProvider {
    /** The name; empty if nothing is passed. */
    static volatile String passes = "";

    /** The channels that were passed. */
    static final List<Channel> PASSED = new ArrayList<>();

    @Override
    public String name() {
        return "test";
    }

    @Override
    public int priority() {
        return SERVICE_MANAGER;
    }

    @Override
    public ListenerSource examine(ProcessContext process) {
        String name = passes;
        return name.isEmpty()
                ? ListenerSource.nothing(Applicability.absent("no test wants it."), "Let the test want it.")
                : new Source(name);
    }

    private record Source(String name) implements ListenerSource {
        @Override
        public Applicability applicability() {
            return Applicability.applies("a test wants it.");
        }

        @Override
        public Claims claim(List<ListenerSpec> specs) {
            Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
            specs.stream()
                    .filter(spec -> spec.name().equals(name))
                    .forEach(spec -> found.put(spec, List.of(new Passed(name))));
            return new Claims(found, List.of());
        }

        @Override
        public String howToPass(ListenerSpec spec) {
            return "Let the test want it.";
        }
    }

    private record Passed(String name) implements ListenerHandle {
        @Override
        public Kind kind() {
            return Kind.TCP;
        }

        @Override
        public OptionalInt descriptor() {
            return OptionalInt.of(3);
        }

        @Override
        public Channel open() throws IOException {
            Channel channel =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            PASSED.add(channel);
            return channel;
        }

        @Override
        public void commit() {
            // nothing to change
        }

        @Override
        public int detach() {
            throw new UnsupportedOperationException("no test detaches it");
        }

        @Override
        public void release() throws IOException {
            close();
        }

        @Override
        public void close() throws IOException {
            for (Channel channel : PASSED) {
                channel.close();
            }
        }
    }
}
