package dev.doorbell.descriptors;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds UNIX sockets in the ways that the JDK has no method for. */
public final class UnixSockets {

    private UnixSockets() {}

    /** {@return the most bytes that the JDK lets the path of a UNIX socket have here: 106 on Linux, 102 on macOS} */
    public static int longestPath() {
        // one less than unix(7) allows: UnixDomainSockets.c leaves room for two NULs
        return CNumber.SIZEOF_SUN_PATH.here() - 2;
    }

    /**
     * Binds a path, sets its mode before anyone can connect (between {@code bind(2)} and {@code listen(2)}, which the JDK
     * does in one step), and listens.
     *
     * @param type {@link SocketType#STREAM}, or {@link SocketType#SEQPACKET}, which takes JNA
     * @param path a path where nothing is
     * @param mode its permissions; empty for those that the umask leaves
     * @param backlog how many connections may wait
     * @return the listening channel, which the caller closes; the path is the caller's to remove
     * @throws UnsupportedOperationException if no way into the JDK is open, or JNA is missing
     * @throws IOException if the operating system refuses; nothing is left behind
     */
    public static ServerSocketChannel bind(
            SocketType type, Path path, Optional<Set<PosixFilePermission>> mode, int backlog) throws IOException {
        FileDescriptor socket = socket(type, path);
        Object file = null;
        try {
            file = bind(socket, path, mode);
            return listening(socket, backlog);
        } catch (IOException | RuntimeException | LinkageError e) {
            undo(socket, path, file, e);
            throw e;
        }
    }

    /**
     * Binds a name in the abstract namespace of Linux, through JNA, and listens.
     *
     * @param type {@link SocketType#STREAM} or {@link SocketType#SEQPACKET}
     * @param name the name, without the leading NUL
     * @param backlog how many connections may wait
     * @return the listening channel, which the caller closes
     * @throws UnsupportedOperationException if this is not Linux, or JNA or a way into the JDK is missing
     * @throws IOException if the operating system refuses
     */
    public static ServerSocketChannel bindAbstract(SocketType type, String name, int backlog) throws IOException {
        // before a socket is open that could not become a channel
        WaysIn.caller();
        FileDescriptor socket = SunNioCh.newFD(AbstractName.bind(type, name));
        try {
            return listening(socket, backlog);
        } catch (IOException | RuntimeException | LinkageError e) {
            close(socket, e);
            throw e;
        }
    }

    /**
     * Binds a datagram socket to a path. Whoever may write to it can send from that moment on, so on Linux the file never
     * has a permission that is not in its mode.
     *
     * @param path a path where nothing is
     * @param mode its permissions; empty for those that the umask leaves
     * @return the channel, which the caller closes; the path is the caller's to remove
     * @throws UnsupportedOperationException if JNA, jnr-unixsocket or a way into the JDK is missing
     * @throws IOException if the operating system refuses; nothing is left behind
     */
    public static DatagramChannel bindDatagram(Path path, Optional<Set<PosixFilePermission>> mode) throws IOException {
        FileDescriptor socket = socket(SocketType.DATAGRAM, path);
        Object file = null;
        try {
            file = bind(socket, path, mode);
            return UnixDatagrams.channel(SunNioCh.fdVal(socket));
        } catch (IOException | RuntimeException | LinkageError e) {
            undo(socket, path, file, e);
            throw e;
        }
    }

    /**
     * Binds a datagram socket to a name in the abstract namespace of Linux.
     *
     * @param name the name, without the leading NUL
     * @return the channel, which the caller closes
     * @throws UnsupportedOperationException if this is not Linux, or JNA, jnr-unixsocket or a way into the JDK is missing
     * @throws IOException if the operating system refuses
     */
    public static DatagramChannel bindAbstractDatagram(String name) throws IOException {
        WaysIn.caller();
        FileDescriptor socket = SunNioCh.newFD(AbstractName.bind(SocketType.DATAGRAM, name));
        try {
            return UnixDatagrams.channel(SunNioCh.fdVal(socket));
        } catch (IOException | RuntimeException | LinkageError e) {
            close(socket, e);
            throw e;
        }
    }

    private static FileDescriptor socket(SocketType type, Path path) throws IOException {
        if (type == SocketType.STREAM) {
            return SunNioCh.unixSocket();
        }
        WaysIn.caller();
        return SunNioCh.newFD(
                NativeSockets.open(CNumber.AF_UNIX.here(), type.number(), 0, "The " + type + " socket " + path));
    }

    /** {@return the inode that was made} */
    private static @Nullable Object bind(FileDescriptor socket, Path path, Optional<Set<PosixFilePermission>> mode)
            throws IOException {
        if (mode.isPresent()) {
            restrict(SunNioCh.fdVal(socket), mode.get());
        }
        SunNioCh.unixBind(socket, path);
        Object file = socketFile(path);
        // the umask may have taken permissions away
        if (mode.isPresent()
                && !Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(mode.get())) {
            Files.setPosixFilePermissions(path, mode.get());
        }
        return file;
    }

    /** Linux makes the file with the mode of the socket's own inode, less the umask: {@code unix_bind_bsd()}. */
    private static void restrict(int socket, Set<PosixFilePermission> mode) throws IOException {
        try {
            Files.setPosixFilePermissions(DescriptorPath.of(socket), mode);
        } catch (IOException notOnThisSystem) {
            // then the mode is set once the file is there
        }
    }

    private static ServerSocketChannel listening(FileDescriptor socket, int backlog) throws IOException {
        SunNioCh.listen(socket, backlog);
        return UnixChannels.listener(socket);
    }

    /** The path first: while our socket is open its inode cannot be another file's. */
    private static void undo(FileDescriptor socket, Path path, @Nullable Object file, Throwable failure) {
        remove(path, file, failure);
        close(socket, failure);
    }

    private static void close(FileDescriptor socket, Throwable failure) {
        try {
            SunNioCh.close0(SunNioCh.fdVal(socket));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The inode at a path, where it must be a socket: who can write to the directory could put a link there meanwhile. */
    private static @Nullable Object socketFile(Path path) throws IOException {
        BasicFileAttributes there = attributes(path);
        if (!there.isOther()) {
            throw new FileAlreadyExistsException(
                    path + " was replaced by another file while it was bound. Let nobody else write to its directory.");
        }
        return there.fileKey();
    }

    private static void remove(Path path, @Nullable Object file, Throwable failure) {
        try {
            if (file != null && file.equals(attributes(path).fileKey())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
