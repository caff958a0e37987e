package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.files.FileKey;
import dev.doorbell.descriptors.files.OwnUser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A locked file beside a socket, {@code .NAME.doorbell}. It exists only while a program binds the socket, or was killed then.
 *
 * <p>The lock is that of {@code fcntl(2)}, through the JDK, rather than {@code flock(2)}: it takes no native library, no
 * child that inherits the descriptor keeps it, and no other user can take it on a file that only this user may open. It is lost
 * when the process closes any descriptor of the file, so a process opens the file once, as {@link StartersLock} ensures.
 *
 * <p>In a directory such as /tmp, another user may plant a file under that name, and hold a lock on it. Such a file is left
 * as it is, and the next name is used.
 */
final class LockFile implements Closeable {
    /** Enough that a user who plants them all could plant a file at the socket's own path too. */
    private static final int NAMES = 16;

    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.READ,
            // a FIFO that comes to the path after the look would keep one that only writes waiting
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private static final String EVERYTHING = "unix:mode,nlink,size";

    /** {@code S_IFMT} of {@code inode(7)} and the rights of others, and a regular file without those. */
    private static final int TYPE_AND_RIGHTS_OF_OTHERS = 0170077;

    private static final int OWNERS_REGULAR_FILE = 0100000;

    private final Path path;
    private final FileChannel channel;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens the file for a socket, and makes it where there is none.
     *
     * @throws FileSystemException if other users have planted files, or the file system keeps no owner or mode
     */
    static LockFile open(Path socket) throws IOException {
        OwnUser.learn();
        String name = "." + socket.getFileName() + ".doorbell";
        for (int i = 0; i < NAMES; i++) {
            Path path = socket.resolveSibling(i == 0 ? name : name + "-" + i);
            LockFile file = at(path);
            if (file != null) {
                return file;
            }
        }
        throw new FileAlreadyExistsException(
                socket.toString(),
                null,
                "other users have planted files at the names of its lock, " + name + " and those after it");
    }

    /** Makes the file, or opens the one that is there; null if that is not to be used. */
    private static @Nullable LockFile at(Path path) throws IOException {
        while (true) {
            try {
                return make(path);
            } catch (FileAlreadyExistsException there) {
                try {
                    return isUsable(path) ? new LockFile(path, FileChannel.open(path, OPTIONS)) : null;
                } catch (NoSuchFileException removed) {
                    // another program has just ended its lock
                }
            }
        }
    }

    /**
     * Makes the file. Where it shows another owner or mode than it was made with, no file would ever do: NFS with
     * root_squash, or a disk of Windows in WSL.
     */
    private static LockFile make(Path path) throws IOException {
        LockFile made = new LockFile(path, FileChannel.open(path, NEW, ownersAlone(path)));
        try {
            if (hasOwners(path) && FileKey.isOpenAt(made.channel, path) && !isOurs(read(path), path)) {
                made.remove();
                throw new FileSystemException(
                        path.toString(),
                        null,
                        "its lock " + path.getFileName() + " got another owner or mode than it was made with: this file"
                                + " system keeps no owner or mode");
            }
            return made;
        } catch (NoSuchFileException removed) {
            // by another program that had locked it; StartersLock looks again
            return made;
        } catch (IOException | RuntimeException | Error e) {
            Rollback.close(List.of(made.channel), e);
            throw e;
        }
    }

    /** {@return false if another process has it locked} */
    boolean tryToLock() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (IOException refused) {
            // ENOLCK of fcntl(2), which the JDK throws as a plain IOException without the path
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "cannot lock the file " + path.getFileName() + " beside it: " + refused.getMessage());
        }
    }

    /** Returns whether the file is at its path. Another one there would be locked by others. */
    boolean isStillThere() throws IOException {
        try {
            return isUsable(path) && FileKey.isOpenAt(channel, path);
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    /** Removes the file while it is locked: a program that waits for the lock checks that the file is still there. */
    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Closes the file, which ends the lock too. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Returns whether a name is free, or has an empty file that only this user may open and that has no other link. */
    private static boolean isUsable(Path path) throws IOException {
        if (!hasOwners(path)) {
            return true;
        }
        try {
            Map<String, Object> there = read(path);
            return number(there, "nlink") == 1 && number(there, "size") == 0 && isOurs(there, path);
        } catch (NoSuchFileException free) {
            return true;
        }
    }

    private static Map<String, Object> read(Path path) throws IOException {
        return Files.readAttributes(path, EVERYTHING, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns whether it is a regular file of this user that no other may open. */
    private static boolean isOurs(Map<String, Object> there, Path path) throws IOException {
        return (number(there, "mode") & TYPE_AND_RIGHTS_OF_OTHERS) == OWNERS_REGULAR_FILE
                && OwnUser.owns(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : -1;
    }

    private static FileAttribute<?>[] ownersAlone(Path path) {
        return hasOwners(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Returns whether files have owners: not on Windows, where sockets are in the folders of one user. */
    private static boolean hasOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }
}
