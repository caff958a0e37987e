package dev.doorbell.descriptors.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's channels of UNIX sockets, also where the socket's own path is one that the JVM's locale cannot express: the
 * JDK's constructors then throw {@link InvalidPathException}, as {@code UnixDomainSockets.localAddress} decodes the path.
 */
public final class UnixChannels {
    private static final int HEXADECIMAL = 16;

    /** {@code SocketChannelImpl.ST_CONNECTED}. */
    private static final Integer CONNECTED = 2;

    private UnixChannels() {}

    /** The channel of a socket that listens; it has the very descriptor. */
    public static ServerSocketChannel listener(FileDescriptor listening) throws IOException {
        try {
            return SunNioCh.serverSocketChannel(StandardProtocolFamily.UNIX, listening, true);
        } catch (InvalidPathException noLocale) {
            ServerSocketChannel channel = SunNioCh.serverSocketChannel(StandardProtocolFamily.UNIX, listening, false);
            SunNioCh.setField(channel, "localAddress", SocketAddress.class, own(listening));
            return channel;
        }
    }

    /** The channel of a connected socket; it may have a copy of the descriptor. */
    public static SocketChannel connection(FileDescriptor connected, @Nullable UnixDomainSocketAddress peer)
            throws IOException {
        try {
            return SunNioCh.socketChannel(StandardProtocolFamily.UNIX, connected, peer);
        } catch (InvalidPathException noLocale) {
            return putUnder(SocketChannel.open(StandardProtocolFamily.UNIX), connected, peer);
        }
    }

    private static SocketChannel putUnder(
            SocketChannel opened, FileDescriptor connected, @Nullable UnixDomainSocketAddress peer) throws IOException {
        try {
            SunNioCh.dup2(SunNioCh.fdVal(connected), SunNioCh.numberOf(opened));
            SunNioCh.setField(opened, "localAddress", SocketAddress.class, own(connected));
            SunNioCh.setField(opened, "remoteAddress", SocketAddress.class, peer);
            SunNioCh.setField(opened, "state", int.class, CONNECTED);
            return opened;
        } catch (IOException | RuntimeException | LinkageError e) {
            SunNioCh.discard(opened);
            throw e;
        }
    }

    /** The address of a path; an empty one for an unnamed socket. */
    public static UnixDomainSocketAddress address(byte[] path) {
        return UnixDomainSocketAddress.of(path(path));
    }

    /**
     * The path of bytes that the system gave, byte for byte: a service is often started without a locale, and its JVM takes
     * only ASCII for the text of a path. Every start with a UNIX listener loads this class anyway.
     */
    public static Path path(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return pathByUri(bytes);
            }
        }
        return Path.of(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** The JDK reads the escapes of a URI as the bytes of the path. A URI's path is absolute. */
    private static Path pathByUri(byte[] bytes) {
        boolean absolute = bytes[0] == '/';
        StringBuilder uri = new StringBuilder(absolute ? "file://" : "file:///");
        for (byte b : bytes) {
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append('%')
                        .append(Character.forDigit((b & 0xf0) >> 4, HEXADECIMAL))
                        .append(Character.forDigit(b & 0xf, HEXADECIMAL));
            }
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    private static UnixDomainSocketAddress own(FileDescriptor socket) throws IOException {
        return address(SunNioCh.unixLocalAddress0(socket));
    }
}
