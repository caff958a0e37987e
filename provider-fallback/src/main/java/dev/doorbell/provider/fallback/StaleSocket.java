package dev.doorbell.provider.fallback;

import dev.doorbell.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The file that a UNIX socket leaves behind when its program dies. It is replaced only after a connect shows that nobody
 * lives there; a live socket, and a file that is no socket, are errors and stay.
 */
final class StaleSocket {
    /** {@code inode(7)}. */
    private static final int S_IFMT = 0170000;

    private static final int S_IFSOCK = 0140000;

    private StaleSocket() {}

    static void clear(ListenerSpec spec, Path path) throws IOException {
        try {
            SocketFile found = SocketFile.at(path);
            checkIsSocket(spec, path);
            if (isAlive(path)) {
                throw inUse(spec, path);
            }
            remove(spec, path, found);
        } catch (NoSuchFileException nothingThere) {
            // as wanted
        }
    }

    /**
     * Moves the file aside before it is deleted: between the connect and now, another starting process may have put its
     * live socket there, and that one is moved back.
     */
    static void remove(ListenerSpec spec, Path path, SocketFile stale) throws IOException {
        Path aside = path.resolveSibling(
                "." + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX));
        Files.move(path, aside);
        if (stale.isAlsoAt(aside)) {
            Files.delete(aside);
        } else {
            Files.move(aside, path);
            throw inUse(spec, path);
        }
    }

    /** A connect to a FIFO or a device is refused too, and those must not be taken for a stale socket. */
    private static void checkIsSocket(ListenerSpec spec, Path path) throws IOException {
        boolean socket = path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (mode(path) & S_IFMT) == S_IFSOCK
                : attributes(path).isOther();
        if (!socket) {
            throw new FileAlreadyExistsException("Cannot bind the spec " + spec + ": " + path + " is " + what(path)
                    + ", not a socket that could be replaced. Move it away, or use another path.");
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static String what(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        if (attributes.isRegularFile()) {
            return "a regular file";
        }
        return attributes.isDirectory()
                ? "a directory"
                : attributes.isSymbolicLink() ? "a symbolic link" : "a FIFO or device";
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Any answer but a refusal counts as life: a full backlog and a missing right to connect do. */
    private static boolean isAlive(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (SocketException other) {
            return true;
        }
    }

    private static BindException inUse(ListenerSpec spec, Path path) {
        return new BindException("Cannot bind the spec " + spec + ": a live socket is at " + path
                + ". Stop the program that listens there, or use another path.");
    }
}
