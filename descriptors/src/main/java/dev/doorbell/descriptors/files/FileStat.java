package dev.doorbell.descriptors.files;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity and the type of a file, {@code stat(2)}.
 *
 * @param type its type
 * @param device the device that it is on
 * @param inode its number there
 * @param specialDevice the device that it is, if it is one
 */
public record FileStat(FileType type, long device, long inode, long specialDevice) {
    /**
     * {@code fstat(2)}.
     *
     * @throws FileNotFoundException if the number is not open
     */
    public static FileStat ofDescriptor(int number) throws IOException {
        try {
            return of(DescriptorPath.of(number));
        } catch (NoSuchFileException notOpen) {
            throw closed(number, notOpen);
        } catch (FileSystemException refused) {
            if (DescriptorPath.isOpenAndWithoutFile(number, refused)) {
                return new FileStat(FileType.OTHER, 0, 0, 0);
            }
            throw closed(number, refused);
        }
    }

    private static FileNotFoundException closed(int number, FileSystemException cause) {
        FileNotFoundException closed = new FileNotFoundException(
                "cannot check fd " + number + ": it is not open (EBADF). Pass it, and close it only after the check.");
        closed.initCause(cause);
        return closed;
    }

    /** {@code stat(2)}, or {@code lstat(2)} with an option; empty where it answers ENOENT or ENOTDIR. */
    public static Optional<FileStat> ofPath(Path path, LinkOption... options) throws IOException {
        try {
            return Optional.of(of(path, options));
        } catch (NoSuchFileException notThere) {
            return Optional.empty();
        } catch (AccessDeniedException refused) {
            throw refused;
        } catch (FileSystemException e) {
            if (goesThroughAFile(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static FileStat of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,dev,ino,rdev", options);
        return new FileStat(
                FileType.ofMode((Integer) requireNonNull(attributes.get("mode"))),
                (Long) requireNonNull(attributes.get("dev")),
                (Long) requireNonNull(attributes.get("ino")),
                (Long) requireNonNull(attributes.get("rdev")));
    }

    /** The JDK reports ENOTDIR only by its text, which is in the language of the locale. */
    private static boolean goesThroughAFile(Path path) {
        for (@Nullable Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent) && !Files.isDirectory(parent)) {
                return true;
            }
        }
        return false;
    }

    public boolean sameFile(FileStat other) {
        return device == other.device && inode == other.inode;
    }

    /** Whether two regular files are the same file, or two devices the same device under whatever name. */
    public boolean sameSpecialFile(FileStat other) {
        return type == other.type
                && (type == FileType.REGULAR_FILE ? sameFile(other) : specialDevice == other.specialDevice);
    }
}
