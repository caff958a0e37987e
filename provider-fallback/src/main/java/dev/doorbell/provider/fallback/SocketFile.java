package dev.doorbell.provider.fallback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a UNIX socket, which differs from any other that is at its path later.
 *
 * @param path absolute: the program may be asked for it from another working directory
 * @param inode device and inode; null on Windows, which has none
 * @param modified when it was made: only a {@code touch} changes it. The time of creation would not do: NTFS gives
 *     a new file that of the one that had its name ("tunneling")
 */
record SocketFile(Path path, @Nullable Object inode, FileTime modified) {

    static SocketFile at(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        return new SocketFile(path.toAbsolutePath(), attributes.fileKey(), attributes.lastModifiedTime());
    }

    /** Returns whether it has the key that was noted when it was made. */
    boolean is(Object key) {
        return key.equals(inode);
    }

    /** Returns whether this very file is at a path. An inode is not enough: ext4 gives it to the next file at once. */
    boolean isAlsoAt(Path other) throws IOException {
        BasicFileAttributes there = attributes(other);
        return Objects.equals(inode, there.fileKey()) && modified.equals(there.lastModifiedTime());
    }

    boolean isYoungerThan(long millis) {
        long age = System.currentTimeMillis() - modified.toMillis();
        // a file from the future, by the clock of another machine, has no age
        return age >= 0 && age < millis;
    }

    /**
     * Removes it if it is still the same file.
     *
     * @param isOpen whether its socket is open, which keeps the inode from becoming another file's
     */
    void remove(boolean isOpen) throws IOException {
        try {
            if (isOpen ? hasInodeOf(path) : isAlsoAt(path)) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            // as wanted
        }
    }

    private boolean hasInodeOf(Path other) throws IOException {
        return inode == null ? isAlsoAt(other) : inode.equals(attributes(other).fileKey());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
