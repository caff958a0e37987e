package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.jdk.UnixChannels;
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
        BoundPath bound = new BoundPath(socket(type, path), path);
        try {
            bound.bind(mode);
            SunNioCh.listen(bound.socket(), backlog);
            Object file = bound.file();
            return new Bound<>(UnixChannels.listener(bound.socket()), file);
        } catch (IOException | RuntimeException | LinkageError e) {
            bound.undo(e);
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
        return new FileAlreadyExistsException(
                path.toString(), null, "another program removed or replaced the socket while it was bound");
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
        FileDescriptor socket = abstractSocket(type, name);
        try {
            SunNioCh.listen(socket, backlog);
            return UnixChannels.listener(socket);
        } catch (IOException | RuntimeException | LinkageError e) {
            close(socket, e);
            throw e;
        }
    }

    /**
     * Binds a datagram socket to a path. Every user who may write to the file can send from that moment on, so on Linux it
     * never has a permission that is not in its mode.
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
        BoundPath bound = new BoundPath(socket(CNumber.SOCK_DGRAM, path), path);
        try {
            bound.bind(mode);
            Object file = bound.file();
            return new Bound<>(UnixDatagrams.channel(SunNioCh.fdVal(bound.socket())), file);
        } catch (IOException | RuntimeException | LinkageError e) {
            bound.undo(e);
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
        FileDescriptor socket = abstractSocket(CNumber.SOCK_DGRAM, name);
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

    /** The way into the JDK first: without it no open socket could become a channel. */
    private static FileDescriptor abstractSocket(CNumber type, String name) throws IOException {
        JdkAccess.get();
        return SunNioCh.newFD(AbstractName.bind(type, name));
    }

    static void close(FileDescriptor socket, Throwable failure) {
        try {
            SunNioCh.close0(SunNioCh.fdVal(socket));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
