package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.files.FileCheck;
import dev.doorbell.descriptors.files.FileKey;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.files.NativeFiles;
import dev.doorbell.descriptors.files.SafeDirectory;
import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CPaths;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Named pipes, {@code fifo(7)}, through JNA. */
public final class Fifos {
    private static final int DEFAULT_MODE = 0666;

    private Fifos() {}

    /**
     * Opens a FIFO, and makes it where nothing is. It is opened for reading and writing, so that it does not end when its
     * last writer closes it.
     *
     * @param path its path, which is not a symbolic link
     * @param mode its permissions; empty for 0666 less the umask where it is made, and any where it is there
     * @return the FIFO
     * @throws UnsupportedOperationException if JNA or a way into the JDK is missing, or on Windows
     * @throws FileAlreadyExistsException if another file is there, or a FIFO of another user or with another mode
     * @throws FileSystemException if the operating system refuses; the reason is its own
     * @throws IOException if it refuses otherwise
     */
    public static Opened open(Path path, OptionalInt mode) throws IOException {
        JdkAccess.get();
        boolean made = Jna.libC("The FIFO " + path).mkfifo(CPaths.bytes(path), mode.orElse(DEFAULT_MODE)) == 0;
        if (!made && !Errno.EEXIST.isLast()) {
            throw new FileSystemException(path.toString(), null, LibC.reason());
        }
        Object file = made ? FileKey.at(path) : null;
        try {
            return opened(path, mode, file);
        } catch (IOException | RuntimeException | LinkageError e) {
            FileKey.remove(path, file, e);
            throw e;
        }
    }

    private static Opened opened(Path path, OptionalInt mode, @Nullable Object made) throws IOException {
        checkIsFifo(path);
        int number = NativeFiles.openItself(path, NativeFiles.READ_WRITE);
        try {
            check(path, number, mode, made);
            SunNioCh.configureBlocking(number, true);
            return new Opened(SunNioCh.sourceChannel(SunNioCh.newFD(number)), Optional.ofNullable(made));
        } catch (IOException | RuntimeException | LinkageError e) {
            // the path first: while the FIFO is open its inode cannot be another file's
            FileKey.remove(path, made, e);
            SunNioCh.close0(number);
            throw e;
        }
    }

    /** Checks before anything is opened: opening a device can have an effect, and the message names a link as such. */
    private static void checkIsFifo(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "a symbolic link is there, not a FIFO");
        }
        FileType found = FileType.ofMode((Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS));
        if (found != FileType.FIFO) {
            throw new FileAlreadyExistsException(path.toString(), null, found + " is there, not a FIFO");
        }
    }

    /** Asks the descriptor that was opened: another file may be at the path by then. */
    private static void check(Path path, int number, OptionalInt mode, @Nullable Object made) throws IOException {
        FileCheck opened = new FileCheck(number, path.toString(), "a FIFO");
        opened.checkType(FileType.FIFO);
        opened.checkOwner();
        if (made != null && !made.equals(FileKey.of(number))) {
            throw new FileAlreadyExistsException(path.toString(), null, "another file was put there meanwhile");
        }
        if (made != null && mode.isPresent() && opened.mode() != mode.getAsInt()) {
            SafeDirectory.checkMayChange(path, opened.mode(), mode.getAsInt());
            NativeFiles.changeMode(path, number, mode.getAsInt());
        }
        opened.checkMode(mode);
    }

    /**
     * An open FIFO.
     *
     * @param channel in blocking mode; the caller closes it
     * @param file the {@linkplain java.nio.file.attribute.BasicFileAttributes#fileKey() key} of the file if opening it
     *     made it, otherwise empty
     */
    public record Opened(Pipe.SourceChannel channel, Optional<Object> file) {}
}
