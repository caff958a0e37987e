package dev.doorbell.descriptors.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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

    /** {@code stat(2)}, empty where it answers ENOENT or ENOTDIR. */
    public static Optional<FileStat> ofPath(Path path) throws IOException {
        try {
            return Optional.of(of(path));
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

    private static FileStat of(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,dev,ino,rdev");
        return new FileStat(
                FileType.ofMode((Integer) value(attributes, "mode")),
                (Long) value(attributes, "dev"),
                (Long) value(attributes, "ino"),
                (Long) value(attributes, "rdev"));
    }

    private static Object value(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("The JDK left out " + name + " where it never does.");
        }
        return value;
    }

    /** The JDK tells ENOTDIR only by its text, which is in the language of the locale. */
    private static boolean goesThroughAFile(Path path) {
        for (int i = 1; i < path.getNameCount(); i++) {
            Path parent = path.subpath(0, i);
            if (path.isAbsolute()) {
                parent = path.getRoot().resolve(parent);
            }
            if (Files.exists(parent) && !Files.isDirectory(parent)) {
                return true;
            }
        }
        return false;
    }

    public boolean sameFile(FileStat other) {
        return device == other.device && inode == other.inode;
    }

    public boolean sameSpecialDevice(FileStat other) {
        return specialDevice == other.specialDevice;
    }
}
