package dev.doorbell.descriptors;

import java.io.FileDescriptor;
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
        int number = NativeFiles.open(path, NativeFiles.READ_WRITE);
        try {
            check(path, number, mode, made);
            FileDescriptor descriptor = SunNioCh.newFD(number);
            return new Opened(SunNioCh.sourceChannel(descriptor), made);
        } catch (IOException | RuntimeException | LinkageError e) {
            SunNioCh.close0(number);
            if (made) {
                Files.deleteIfExists(path);
            }
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
        FileIdentity opened = FileIdentity.ofDescriptor(number);
        Optional<FileIdentity> there = FileIdentity.ofPath(path);
        if (opened.type() != FileType.FIFO
                || Files.isSymbolicLink(path)
                || there.isEmpty()
                || !opened.sameFile(there.get())) {
            throw new FileAlreadyExistsException(
                    path.toString(),
                    null,
                    opened.type() == FileType.FIFO
                            ? "a link to a FIFO is there"
                            : opened.type() + " is there, not a FIFO");
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
