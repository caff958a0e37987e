package dev.doorbell.junit;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.junit.resources.Workspace;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The listeners that the kit holds in place of a service manager, and clients of them. */
final class HeldListeners implements Closeable {
    /** A spec with a path that is left to the kit: {@code control=unix:?mode=0600}. */
    private static final Pattern WITHOUT_PATH = Pattern.compile("([^=]*)=((?:unix|unixpacket|unixgram|fifo):)(\\?.*)?");

    /** The files of the kit begin with a dot. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,24}");

    private final Listeners listeners;

    private HeldListeners(Listeners listeners) {
        this.listeners = listeners;
    }

    /** Binds, whatever was passed to this JVM. */
    static HeldListeners bind(List<String> specs, Workspace workspace) throws IOException {
        List<ListenerSpec> parsed = new ArrayList<>();
        for (String spec : specs) {
            parsed.add(ListenerSpec.parse(withPath(spec, workspace, parsed.size())));
        }
        return new HeldListeners(Doorbell.builder()
                .listen(parsed.toArray(new ListenerSpec[0]))
                .provider("fallback")
                .open());
    }

    private static String withPath(String spec, Workspace workspace, int index) {
        Matcher open = WITHOUT_PATH.matcher(spec);
        if (!open.matches()) {
            return spec;
        }
        String name = open.group(1);
        Path path = workspace.path(PLAIN_NAME.matcher(name).matches() ? name : "." + index);
        return name + "=" + open.group(2) + "//" + path + (open.group(3) == null ? "" : open.group(3));
    }

    Listeners listeners() {
        return listeners;
    }

    SocketAddress address(String name) {
        return address(first(name));
    }

    List<SocketAddress> addresses(String name) {
        SocketAddress unused = address(name);
        return listeners.all(name).stream().map(HeldListeners::address).toList();
    }

    private static SocketAddress address(Listener listener) {
        Address address = listener.address().orElseThrow();
        if (address instanceof Address.Ip ip) {
            return reachable(ip.socketAddress());
        }
        if (address instanceof Address.File file) {
            return UnixDomainSocketAddress.of(file.path());
        }
        throw new UnsupportedOperationException(
                "The JDK has no address for " + listener + ". Use a listener with a port or a path.");
    }

    /** A client cannot connect to a wildcard on every system. */
    private static InetSocketAddress reachable(InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return bound;
        }
        // a listener of IPv6 may have IPV6_V6ONLY
        String loopback = bound.getAddress() instanceof Inet6Address ? "::1" : "127.0.0.1";
        return new InetSocketAddress(loopback, bound.getPort());
    }

    int port(String name) {
        if (address(name) instanceof InetSocketAddress ip) {
            return ip.getPort();
        }
        throw new IllegalStateException(first(name) + " has no port. Use address(\"" + name + "\").");
    }

    URI uri(String name) {
        Listener listener = first(name);
        if (address(name) instanceof InetSocketAddress ip) {
            String web = name.equals("https") ? "https" : "http";
            String scheme = listener.kind() == Kind.TCP ? web : "udp";
            return URI.create(scheme + "://" + new Address.Ip(ip));
        }
        return URI.create("unix://" + ((UnixDomainSocketAddress) address(name)).getPath());
    }

    Socket connect(String name, Duration timeout) throws IOException {
        if (!(address(name) instanceof InetSocketAddress address)) {
            throw new IllegalStateException(first(name) + " has no Socket. Use channel(\"" + name + "\").");
        }
        int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
        Socket socket = new Socket();
        try {
            socket.connect(address, millis);
            // a program that does not answer is a failed test, not one that never ends
            socket.setSoTimeout(millis);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    SocketChannel channel(String name) throws IOException {
        return SocketChannel.open(address(name));
    }

    private Listener first(String name) {
        return listeners.all(name).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no listener \"" + name + "\"."));
    }

    @Override
    public void close() throws IOException {
        listeners.close();
    }
}
