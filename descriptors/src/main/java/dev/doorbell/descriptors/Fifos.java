package dev.doorbell.descriptors;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Named pipes, {@code fifo(7)}, through JNA. */
public final class Fifos {
    private static final int DEFAULT_MODE = 0666;
    private static final int MODE_BITS = 07777;

    private Fifos() {}

    /**
     * Opens a FIFO, and makes it where nothing is. It is opened for reading and writing, so that it does not end when its
     * last writer closes it.
     *
     * @param path its path, which is not a symbolic link
     * @param mode its permissions; empty for 0666 less the umask where it is made, and any where it is there
     * @return the FIFO
     * @throws UnsupportedOperationException if JNA or a way into the JDK is missing, or on Windows
     * @throws FileAlreadyExistsException if another file is there, or a FIFO with another mode
     * @throws FileSystemException if the operating system refuses; the reason is its own
     * @throws IOException if it refuses otherwise
     */
    public static Opened open(Path path, OptionalInt mode) throws IOException {
        WaysIn.caller();
        boolean made = Jna.libC("The FIFO " + path).mkfifo(CPaths.bytes(path), mode.orElse(DEFAULT_MODE)) == 0;
        if (!made && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path.toString(), null, LibC.reason());
        }
        try {
            checkIsFifo(path);
            return opened(path, mode, made);
        } catch (IOException | RuntimeException | LinkageError e) {
            if (made) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
    }

    /** Before anything is opened: opening a device can have an effect. */
    private static void checkIsFifo(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "a symbolic link is there, not a FIFO");
        }
        Optional<FileIdentity> there = FileIdentity.ofPath(path);
        if (there.isPresent() && there.get().type() != FileType.FIFO) {
            throw new FileAlreadyExistsException(
                    path.toString(), null, there.get().type() + " is there, not a FIFO");
        }
    }

    private static Opened opened(Path path, OptionalInt mode, boolean made) throws IOException {
        int number = NativeFiles.open(path, NativeFiles.READ_WRITE);
        try {
            check(path, number, mode, made);
            return new Opened(SunNioCh.sourceChannel(SunNioCh.newFD(number)), made);
        } catch (IOException | RuntimeException | LinkageError e) {
            SunNioCh.close0(number);
            throw e;
        }
    }

    /**
     * An open FIFO.
     *
     * @param channel in blocking mode; the caller closes it
     * @param made whether the file was made by opening it
     */
    public record Opened(Pipe.SourceChannel channel, boolean made) {}

    private static void check(Path path, int number, OptionalInt mode, boolean made) throws IOException {
        SunNioCh.configureBlocking(number, true);
        Optional<FileIdentity> there = FileIdentity.ofPath(path);
        if (there.isEmpty() || !FileIdentity.ofDescriptor(number).sameFile(there.get())) {
            throw new FileAlreadyExistsException(path.toString(), null, "another file was put there meanwhile");
        }
        if (mode.isEmpty()) {
            return;
        }
        if (made) {
            // the umask may have taken permissions away
            NativeFiles.changeMode(path, number, mode.getAsInt());
        }
        int found = (Integer) Files.getAttribute(DescriptorPath.of(number), "unix:mode") & MODE_BITS;
        if (found != mode.getAsInt()) {
            throw new FileAlreadyExistsException(
                    path.toString(),
                    null,
                    "a FIFO is there with the mode 0" + Integer.toOctalString(found) + ", not 0"
                            + Integer.toOctalString(mode.getAsInt()));
        }
    }
}
