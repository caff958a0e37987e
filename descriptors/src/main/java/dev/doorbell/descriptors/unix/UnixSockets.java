package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.files.NamedFile;
import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.NativeSockets;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds UNIX sockets in the ways that the JDK has no method for. */
public final class UnixSockets {

    private UnixSockets() {}

    /**
     * Whether {@link #bind} needs no native library here: with one the JDK's own bind is to be preferred.
     *
     * @param path the path that is to be bound
     * @return whether it is so
     */
    public static boolean bindsWithoutJna(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix") && JdkAccess.isOpenWithoutJna();
    }

    /**
     * Binds a path, sets its mode before anyone can connect (between {@code bind(2)} and {@code listen(2)}, which the JDK
     * does in one step), and listens.
     *
     * @param type {@link CNumber#SOCK_STREAM}, or {@link CNumber#SOCK_SEQPACKET}, which takes JNA
     * @param path a path where nothing is
     * @param mode its permissions; empty for those that the umask leaves
     * @param backlog how many connections may wait
     * @return the listening channel, which the caller closes, and its file, which is the caller's to remove
     * @throws UnsupportedOperationException if no way into the JDK is open, or JNA is missing
     * @throws IOException if the operating system refuses, or the umask cuts the mode where another user can replace
     *     files; nothing is left behind
     */
    public static Bound<ServerSocketChannel> bind(
            CNumber type, Path path, Optional<Set<PosixFilePermission>> mode, int backlog) throws IOException {
        FileDescriptor socket = socket(type, path);
        Object file = null;
        try {
            SunNioCh.unixBind(BoundPath.restricted(socket, mode), path);
            file = BoundPath.socketFile(path);
            BoundPath.setMode(path, file, mode);
            SunNioCh.listen(socket, backlog);
            BoundPath.checkIsStill(path, file);
            return new Bound<>(UnixChannels.listener(socket), file);
        } catch (IOException | RuntimeException | LinkageError e) {
            undo(socket, path, file, e);
            throw e;
        }
    }

    /**
     * A bound socket.
     *
     * @param <C> its type
     * @param channel in blocking mode
     * @param file the {@linkplain java.nio.file.attribute.BasicFileAttributes#fileKey() key} of the file that was made
     */
    public record Bound<C extends Channel>(C channel, Object file) {}

    /**
     * Returns the failure of a bind whose file is not there any more: no client reaches such a socket.
     *
     * @param path the path that was bound
     * @return the failure, which this class throws too
     */
    public static FileAlreadyExistsException replaced(Path path) {
        return BoundPath.replaced(path);
    }

    /**
     * Binds a name in the abstract namespace of Linux, through JNA, and listens.
     *
     * @param type {@link CNumber#SOCK_STREAM} or {@link CNumber#SOCK_SEQPACKET}
     * @param name the name, without the leading NUL
     * @param backlog how many connections may wait
     * @return the listening channel, which the caller closes
     * @throws UnsupportedOperationException if this is not Linux, or JNA or a way into the JDK is missing
     * @throws IOException if the operating system refuses
     */
    public static ServerSocketChannel bindAbstract(CNumber type, String name, int backlog) throws IOException {
        // before a socket is open that could not become a channel
        JdkAccess.get();
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
     * @return the channel, which the caller closes, and its file, which is the caller's to remove
     * @throws UnsupportedOperationException if JNA, jnr-unixsocket or a way into the JDK is missing
     * @throws IOException if the operating system refuses, or the umask cuts the mode where another user can replace
     *     files; nothing is left behind
     */
    public static Bound<DatagramChannel> bindDatagram(Path path, Optional<Set<PosixFilePermission>> mode)
            throws IOException {
        FileDescriptor socket = socket(CNumber.SOCK_DGRAM, path);
        Object file = null;
        try {
            SunNioCh.unixBind(BoundPath.restricted(socket, mode), path);
            file = BoundPath.socketFile(path);
            BoundPath.setMode(path, file, mode);
            BoundPath.checkIsStill(path, file);
            return new Bound<>(UnixDatagrams.channel(SunNioCh.fdVal(socket)), file);
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
        JdkAccess.get();
        FileDescriptor socket = SunNioCh.newFD(AbstractName.bind(CNumber.SOCK_DGRAM, name));
        try {
            return UnixDatagrams.channel(SunNioCh.fdVal(socket));
        } catch (IOException | RuntimeException | LinkageError e) {
            close(socket, e);
            throw e;
        }
    }

    private static FileDescriptor socket(CNumber type, Path path) throws IOException {
        if (type == CNumber.SOCK_STREAM) {
            return SunNioCh.unixSocket();
        }
        JdkAccess.get();
        return SunNioCh.newFD(
                NativeSockets.open(CNumber.AF_UNIX.here(), type.here(), 0, "The " + type + " socket " + path));
    }

    private static ServerSocketChannel listening(FileDescriptor socket, int backlog) throws IOException {
        SunNioCh.listen(socket, backlog);
        return UnixChannels.listener(socket);
    }

    /** The path first: while our socket is open its inode cannot be another file's. */
    private static void undo(FileDescriptor socket, Path path, @Nullable Object file, Throwable failure) {
        NamedFile.remove(path, file, failure);
        close(socket, failure);
    }

    private static void close(FileDescriptor socket, Throwable failure) {
        try {
            SunNioCh.close0(SunNioCh.fdVal(socket));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
