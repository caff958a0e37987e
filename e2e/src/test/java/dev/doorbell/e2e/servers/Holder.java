package dev.doorbell.e2e.servers;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.Handover;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listeners that stay open while the server that they are passed to is restarted, as a service manager holds them. */
public final class Holder implements AutoCloseable {
    /** Output of the server goes to a file: its standard streams would be those of this JVM. */
    private static final List<String> TO_FILE =
            List.of("sh", "-c", "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1", "sh");

    private final Path log;
    private final List<Held> held = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private record Held(String name, Address address, int number) {}

    /** Holds nothing yet. */
    public Holder(Path directory) {
        log = directory.resolve("server.log");
    }

    /** Opens a listener, with a backlog of 7 if it is a stream. The kernel chooses a port of 0. */
    public Holder listen(String spec) throws IOException {
        String sized = spec.contains("udp") ? spec : spec + (spec.contains("?") ? "&" : "?") + "backlog=7";
        // closes only what is not detached
        try (var listeners = Doorbell.open(sized)) {
            Listener listener = listeners.all().get(0);
            Address address = listener.address().orElseThrow();
            held.add(new Held(listener.name(), address, listener.detachFd()));
        }
        return this;
    }

    /** Sets an environment variable of each server that is started from now on. */
    public Holder environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Returns the address of the listener with this number, from 0, for clients. */
    public SocketAddress address(int index) {
        Address address = held.get(index).address();
        return address instanceof Address.Ip ip
                ? ip.socketAddress()
                : UnixDomainSocketAddress.of(((Address.File) address).path());
    }

    /** Returns the port of the listener with this number, from 0. */
    public int port(int index) {
        return ((Address.Ip) held.get(index).address()).socketAddress().getPort();
    }

    /** Starts a server that inherits the listeners. */
    public HeldServer start(List<String> command) throws IOException {
        List<String> all = new ArrayList<>(TO_FILE);
        all.add(log.toString());
        all.addAll(command);
        Handover handover =
                new Handover(all).withoutEnvironment("JAVA_TOOL_OPTIONS").withoutEnvironment("JDK_JAVA_OPTIONS");
        environment.forEach(handover::environment);
        for (Held listener : held) {
            handover.pass(listener.name(), listener.number());
        }
        return new HeldServer(handover.start(), log);
    }

    @Override
    public void close() throws IOException {
        for (Held listener : held) {
            RawDescriptors.close(listener.number());
        }
    }
}
