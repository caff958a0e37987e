package dev.doorbell.descriptors;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds UNIX stream listeners in the ways that the JDK has no method for. */
public final class UnixSockets {
    private UnixSockets() {}

    /** {@return the most bytes that the JDK lets the path of a UNIX socket have here: 106 on Linux, 102 on macOS} */
    public static int longestPath() {
        // one less than unix(7) allows: UnixDomainSockets.c leaves room for two NULs
        return SocketConstants.here().longestUnixPath() - 1;
    }

    /**
     * Binds a path and sets its mode before anyone can connect: between {@code bind(2)} and {@code listen(2)}, which the
     * JDK does in one step.
     *
     * @param path a path where nothing is
     * @param mode its permissions
     * @param backlog how many connections may wait
     * @return the listening channel, which the caller closes; the path is the caller's to remove
     * @throws UnsupportedOperationException if no way into the JDK is open
     * @throws IOException if the operating system refuses; nothing is left behind
     */
    public static ServerSocketChannel bind(Path path, Set<PosixFilePermission> mode, int backlog) throws IOException {
        FileDescriptor socket = SunNioCh.unixSocket();
        Object file = null;
        try {
            SunNioCh.unixBind(socket, path);
            file = socketFile(path);
            Files.setPosixFilePermissions(path, mode);
            return listening(socket, backlog);
        } catch (IOException | RuntimeException | LinkageError e) {
            // the path first: while our socket is open its inode cannot be another file's
            remove(path, file, e);
            close(socket, e);
            throw e;
        }
    }

    /**
     * Binds a name in the abstract namespace of Linux, through JNA.
     *
     * @param name the name, without the leading NUL
     * @param backlog how many connections may wait
     * @return the listening channel, which the caller closes
     * @throws UnsupportedOperationException if this is not Linux, or JNA or a way into the JDK is missing
     * @throws IOException if the operating system refuses
     */
    public static ServerSocketChannel bindAbstract(String name, int backlog) throws IOException {
        // before a socket is open that could not become a channel
        WaysIn.caller();
        FileDescriptor socket = SunNioCh.newFD(AbstractName.bind(name));
        try {
            return listening(socket, backlog);
        } catch (IOException | RuntimeException | LinkageError e) {
            close(socket, e);
            throw e;
        }
    }

    private static ServerSocketChannel listening(FileDescriptor socket, int backlog) throws IOException {
        SunNioCh.listen(socket, backlog);
        return SunNioCh.serverSocketChannel(StandardProtocolFamily.UNIX, socket);
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
