package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.descriptors.unix.UnixSockets;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds UNIX specs of every type, by path or abstract name. */
final class UnixBinder {

    private UnixBinder() {}

    static ListenerHandle bind(ListenerSpec spec) throws IOException {
        Address address = spec.address().orElseThrow();
        if (address instanceof Address.Abstract name) {
            checkLength(spec, name, name.name(), SockaddrUn.longestName());
            return new BoundHandle(spec, name, bindName(spec, name), null);
        }
        Address.File file = (Address.File) address;
        checkLength(spec, file, file.toString(), SockaddrUn.longestPathOfJdk());
        StartersLock lock = takeLock(spec, file);
        try {
            StaleSocket.clear(spec, file);
            return bindPath(spec, file);
        } finally {
            lock.end();
        }
    }

    private static StartersLock takeLock(ListenerSpec spec, Address.File address) throws IOException {
        try {
            return StartersLock.take(spec, address);
        } catch (BindException told) {
            throw told;
        } catch (IOException refused) {
            // the folder of a device is root's: the existing file says more than a folder that may not be written
            StaleSocket.checkIsSocketOrNothing(spec, address);
            throw BindFailure.of(spec, address, refused);
        }
    }

    private static Channel bindName(ListenerSpec spec, Address.Abstract address) throws IOException {
        try {
            return spec.kind().orElseThrow() == Kind.UNIX_DATAGRAM
                    ? UnixSockets.bindAbstractDatagram(address.name())
                    : UnixSockets.bindAbstract(type(spec), address.name(), Backlog.of(spec));
        } catch (SocketException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }

    private static CNumber type(ListenerSpec spec) {
        return spec.kind().orElseThrow() == Kind.UNIX_SEQPACKET ? CNumber.SOCK_SEQPACKET : CNumber.SOCK_STREAM;
    }

    private static void checkLength(ListenerSpec spec, Address address, String name, int most) throws BindException {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > most) {
            String why = "it has " + length + " bytes, and at most " + most + " fit";
            throw BindFailure.of(spec, address, why, "Use a shorter one.");
        }
    }

    private static ListenerHandle bindPath(ListenerSpec spec, Address.File address) throws IOException {
        Path path = address.path();
        Optional<Set<PosixFilePermission>> mode = FileMode.of(spec, path);
        try {
            if (spec.kind().orElseThrow() == Kind.UNIX_DATAGRAM) {
                return withFile(spec, address, UnixSockets.bindDatagram(path, mode));
            }
            if (type(spec) == CNumber.SOCK_SEQPACKET || mode.isPresent() || UnixSockets.bindsWithoutJna(path)) {
                return withFile(spec, address, UnixSockets.bind(type(spec), path, mode, Backlog.of(spec)));
            }
            return withFile(spec, address, bindByJdk(path, Backlog.of(spec)), null);
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

    private static ListenerHandle withFile(ListenerSpec spec, Address.File address, UnixSockets.Bound<?> bound)
            throws IOException {
        return withFile(spec, address, bound.channel(), bound.file());
    }

    /**
     * Returns the listener, if its file is still there: a program that takes no lock may have removed or replaced it.
     *
     * @param made the key of the file that was made, where it is known
     * @throws java.nio.file.FileAlreadyExistsException if it is not; the channel is closed
     */
    static ListenerHandle withFile(ListenerSpec spec, Address.File address, Channel channel, @Nullable Object made)
            throws IOException {
        try {
            return new BoundHandle(spec, address, channel, fileAt(address.path(), made));
        } catch (IOException | RuntimeException | Error e) {
            Rollback.close(List.of(channel), e);
            throw e;
        }
    }

    private static SocketFile fileAt(Path path, @Nullable Object made) throws IOException {
        try {
            SocketFile file = SocketFile.at(path);
            if (made != null && !file.is(made)) {
                throw UnixSockets.replaced(path);
            }
            return file;
        } catch (NoSuchFileException removed) {
            throw UnixSockets.replaced(path);
        }
    }
}
