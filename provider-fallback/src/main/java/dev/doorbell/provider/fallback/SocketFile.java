package dev.doorbell.provider.fallback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The file of a UNIX socket that was made here, told from any other that comes to its path later.
 *
 * @param inode device and inode; null on Windows, which has none
 * @param created when it was made
 */
record SocketFile(Path path, @Nullable Object inode, FileTime created) {

    static SocketFile at(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        // an absolute path: the program may be asked to remove it from another working directory
        return new SocketFile(path.toAbsolutePath(), attributes.fileKey(), attributes.creationTime());
    }

    /** Removes it if it is still the same file. */
    void remove() throws IOException {
        try {
            if (isAlsoAt(path)) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            // as wanted
        }
    }

    /** Whether this very file is at a path. */
    boolean isAlsoAt(Path other) throws IOException {
        BasicFileAttributes there = attributes(other);
        return inode == null ? created.equals(there.creationTime()) : inode.equals(there.fileKey());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
