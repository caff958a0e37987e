package dev.doorbell.provider.fallback;

import dev.doorbell.Address;
import dev.doorbell.Kind;
import dev.doorbell.Listener;
import dev.doorbell.ListenerSpec;
import dev.doorbell.Origin;
import dev.doorbell.descriptors.UnixSockets;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Binds UNIX stream specs, by path or abstract name. */
final class UnixBinder {
    private UnixBinder() {}

    static Listener bind(ListenerSpec spec) throws IOException {
        Address address = spec.address().orElseThrow();
        return address instanceof Address.Abstract name
                ? listener(spec, name, UnixSockets.bindAbstract(name.name(), Backlog.of(spec)), null)
                : bindPath(spec, ((Address.File) address).path());
    }

    private static Listener bindPath(ListenerSpec spec, Path path) throws IOException {
        checkLength(spec, path);
        checkDirectory(spec, path);
        StaleSocket.clear(spec, path);
        ServerSocketChannel channel = open(spec, path);
        try {
            return listener(spec, new Address.File(path), channel, SocketFile.at(path));
        } catch (IOException | RuntimeException e) {
            Rollback.close(List.of(channel), e);
            throw e;
        }
    }

    private static ServerSocketChannel open(ListenerSpec spec, Path path) throws IOException {
        OptionalInt mode = spec.options().mode();
        try {
            if (mode.isPresent()) {
                return UnixSockets.bind(path, FileMode.permissions(spec, path), Backlog.of(spec));
            }
            return bindByJdk(path, Backlog.of(spec));
        } catch (SocketException refused) {
            throw BindFailure.explain(refused, spec, new Address.File(path));
        }
    }

    private static ServerSocketChannel bindByJdk(Path path, int backlog) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return channel.bind(UnixDomainSocketAddress.of(path), backlog);
        } catch (IOException | RuntimeException e) {
            Rollback.close(List.of(channel), e);
            throw e;
        }
    }

    private static void checkLength(ListenerSpec spec, Path path) throws SocketException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > UnixSockets.longestPath()) {
            throw new SocketException("The path of the spec " + spec + " has " + length + " bytes, and a UNIX socket's"
                    + " has at most " + UnixSockets.longestPath() + " here. Use a shorter one.");
        }
    }

    private static void checkDirectory(ListenerSpec spec, Path path) throws NoSuchFileException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new NoSuchFileException("The directory " + directory + " of the spec " + spec
                    + " does not exist. Create it (RuntimeDirectory= in a systemd unit), or use another path.");
        }
    }

    private static Listener listener(
            ListenerSpec spec, Address address, ServerSocketChannel channel, @Nullable SocketFile file) {
        return new Listener(
                spec.name(),
                Kind.UNIX_STREAM,
                address,
                Origin.bound(FallbackProvider.NAME),
                new BoundHandle(channel, file));
    }
}
