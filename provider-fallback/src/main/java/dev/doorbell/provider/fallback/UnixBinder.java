package dev.doorbell.provider.fallback;

import dev.doorbell.Address;
import dev.doorbell.Kind;
import dev.doorbell.Listener;
import dev.doorbell.ListenerSpec;
import dev.doorbell.Origin;
import dev.doorbell.descriptors.UnixSockets;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Binds UNIX stream specs, by path or abstract name. */
final class UnixBinder {
    /** Of the 108 bytes of {@code unix(7)}, a NUL takes the first. */
    private static final int LONGEST_NAME = 107;

    private UnixBinder() {}

    static Listener bind(ListenerSpec spec) throws IOException {
        Address address = spec.address().orElseThrow();
        if (address instanceof Address.Abstract name) {
            checkLength(spec, name, name.name(), LONGEST_NAME);
            return listener(spec, name, bindName(spec, name), null);
        }
        Address.File file = (Address.File) address;
        checkLength(spec, file, file.toString(), UnixSockets.longestPath());
        StaleSocket.clear(spec, file);
        return withFile(spec, file, bindPath(spec, file));
    }

    private static ServerSocketChannel bindName(ListenerSpec spec, Address.Abstract address) throws IOException {
        try {
            return UnixSockets.bindAbstract(address.name(), Backlog.of(spec));
        } catch (SocketException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }

    private static void checkLength(ListenerSpec spec, Address address, String name, int most) throws BindException {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > most) {
            String why = "it has " + length + " bytes, and at most " + most + " fit";
            throw BindFailure.of(spec, address, why, "Use a shorter one.");
        }
    }

    private static ServerSocketChannel bindPath(ListenerSpec spec, Address.File address) throws IOException {
        OptionalInt mode = spec.options().mode();
        Path path = address.path();
        try {
            return mode.isPresent()
                    ? UnixSockets.bind(path, FileMode.permissions(path, mode.getAsInt()), Backlog.of(spec))
                    : bindByJdk(path, Backlog.of(spec));
        } catch (SocketException | FileSystemException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }

    private static ServerSocketChannel bindByJdk(Path path, int backlog) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return channel.bind(UnixDomainSocketAddress.of(path), backlog);
        } catch (IOException | RuntimeException | Error e) {
            Rollback.close(List.of(channel), e);
            throw e;
        }
    }

    /** The file is gone where another start took it for stale in the moment before our socket listened. */
    static Listener withFile(ListenerSpec spec, Address.File address, ServerSocketChannel channel) throws IOException {
        try {
            return listener(spec, address, channel, SocketFile.at(address.path()));
        } catch (IOException | RuntimeException | Error e) {
            Rollback.close(List.of(channel), e);
            if (e instanceof NoSuchFileException) {
                throw BindFailure.of(spec, address, "another program that starts now removed it", "Start one of them.");
            }
            throw e;
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
