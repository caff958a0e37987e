package dev.doorbell.descriptors.files;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory in which no other user can put a file in the place of ours. Only there may a file be changed after it was
 * looked at: {@code chmod(2)} follows whatever is at the path by then, and even {@code fchmod(2)} would change a file of
 * ours that was moved there.
 */
public final class SafeDirectory {
    private static final int WRITABLE_BY_OTHERS = 02;
    private static final int WRITABLE_BY_GROUP = 020;

    /** In a directory with this bit, a file is renamed and removed by its owner and the directory's: {@code inode(7)}. */
    private static final int STICKY = 01000;

    /** {@code admin} of macOS, whose members may become root; Homebrew's directories are writable by it. */
    private static final int ADMINISTRATORS_OF_MACOS = 80;

    private SafeDirectory() {}

    /**
     * Checks that a file's mode may be changed.
     *
     * @param file one of ours
     * @param cut the mode that it has
     * @param mode the mode that it is to have
     * @throws FileSystemException if another user could put another file there
     */
    public static void checkMayChange(Path file, int cut, int mode) throws IOException {
        Optional<Path> unsafe = whereOthersCanReplace(file);
        if (unsafe.isPresent()) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "the umask leaves the mode 0" + Integer.toOctalString(cut) + " of 0" + Integer.toOctalString(mode)
                            + ", and it cannot be changed safely: other users can replace files in " + unsafe.get());
        }
    }

    /** The directory in which another user can replace a file of ours, or a directory or link on the way to it. */
    static Optional<Path> whereOthersCanReplace(Path file) throws IOException {
        for (@Nullable Path given = file.toAbsolutePath().getParent(); given != null; given = given.getParent()) {
            // what it is itself may be a link
            if (!OwnUser.trustsOwnerOf(given, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(given);
            }
            for (@Nullable Path real = given.toRealPath(); real != null; real = real.getParent()) {
                if (!isSafe(real)) {
                    return Optional.of(real);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSafe(Path directory) throws IOException {
        int mode = (Integer) Files.getAttribute(directory, "unix:mode");
        boolean shared =
                (mode & WRITABLE_BY_OTHERS) != 0 || ((mode & WRITABLE_BY_GROUP) != 0 && !isOfAdministrators(directory));
        return OwnUser.trustsOwnerOf(directory) && (!shared || (mode & STICKY) != 0);
    }

    private static boolean isOfAdministrators(Path directory) throws IOException {
        int group = (Integer) Files.getAttribute(directory, "unix:gid");
        return group == OwnUser.ROOT || (CNumber.OS == OperatingSystem.MACOS && group == ADMINISTRATORS_OF_MACOS);
    }
}
