package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.NamedFile;
import dev.doorbell.descriptors.files.Permissions;
import dev.doorbell.descriptors.files.SafeDirectory;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** The file that {@code bind(2)} makes: its mode, and whether it is still the one that was made. */
final class BoundPath {
    private BoundPath() {}

    /**
     * The socket with the mode that its file is to have. Linux makes the file with the mode of the socket's own inode, less
     * the umask: {@code unix_bind_bsd()} of net/unix/af_unix.c. XNU takes 0777 less the umask, {@code unp_bind()} of
     * bsd/kern/uipc_usrreq.c, and lets no socket have a mode.
     */
    static FileDescriptor restricted(FileDescriptor socket, Optional<Set<PosixFilePermission>> mode)
            throws IOException {
        if (mode.isPresent()) {
            try {
                Files.setPosixFilePermissions(DescriptorPath.of(SunNioCh.fdVal(socket)), mode.get());
            } catch (IOException notOnThisSystem) {
                // then the mode is set once the file is there
            }
        }
        return socket;
    }

    /** The inode at a path, where it must be a socket: who can write to the directory could put a link there meanwhile. */
    static Object socketFile(Path path) throws IOException {
        try {
            if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                throw replaced(path);
            }
            return NamedFile.at(path);
        } catch (NoSuchFileException removed) {
            throw replaced(path);
        }
    }

    /** By path, as a socket's file cannot be opened: so only where no other user can put another file there. */
    static void setMode(Path path, Object file, Optional<Set<PosixFilePermission>> mode) throws IOException {
        try {
            if (mode.isPresent()) {
                setMode(path, file, mode.get());
            }
        } catch (NoSuchFileException removed) {
            throw replaced(path);
        }
    }

    private static void setMode(Path path, Object file, Set<PosixFilePermission> mode) throws IOException {
        Set<PosixFilePermission> cut = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!cut.equals(mode)) {
            SafeDirectory.checkMayChange(path, Permissions.toMode(cut), Permissions.toMode(mode));
            checkIsStill(path, file);
            Files.setPosixFilePermissions(path, mode);
        }
    }

    /** Also after {@code listen(2)}: a socket whose file another program has replaced is never reached. */
    static void checkIsStill(Path path, Object file) throws IOException {
        if (!NamedFile.isAt(path, file)) {
            throw replaced(path);
        }
    }

    static FileAlreadyExistsException replaced(Path path) {
        return new FileAlreadyExistsException(
                path.toString(), null, "another program removed or replaced the socket while it was bound");
    }
}
