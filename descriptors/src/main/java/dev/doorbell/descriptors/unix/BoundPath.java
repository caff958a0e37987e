package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileKey;
import dev.doorbell.descriptors.files.Permissions;
import dev.doorbell.descriptors.files.SafeDirectory;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file that {@code bind(2)} makes: its mode, and whether it is still the one that was made. */
final class BoundPath {
    private final FileDescriptor socket;
    private final Path path;
    private @Nullable Object made;

    BoundPath(FileDescriptor socket, Path path) {
        this.socket = socket;
        this.path = path;
    }

    FileDescriptor socket() {
        return socket;
    }

    /** Binds the socket, whose file gets the mode before a client can connect. */
    void bind(Optional<Set<PosixFilePermission>> mode) throws IOException {
        if (mode.isPresent()) {
            restrict(mode.get());
        }
        SunNioCh.unixBind(socket, path);
        try {
            made = socketFile();
            if (mode.isPresent()) {
                setMode(mode.get());
            }
        } catch (NoSuchFileException removed) {
            throw UnixSockets.replaced(path);
        }
    }

    /**
     * Gives the socket the mode that its file is to have. Linux makes the file with the mode of the socket's own inode, less
     * the umask: {@code unix_bind_bsd()} of net/unix/af_unix.c. XNU takes 0777 less the umask, {@code unp_bind()} of
     * bsd/kern/uipc_usrreq.c, and lets no socket have a mode.
     */
    private void restrict(Set<PosixFilePermission> mode) throws IOException {
        try {
            Files.setPosixFilePermissions(DescriptorPath.of(SunNioCh.fdVal(socket)), mode);
        } catch (IOException notOnThisSystem) {
            // then the mode is set once the file is there
        }
    }

    /** The file must be a socket: a user who can write to the directory could put a link there meanwhile. */
    private Object socketFile() throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw UnixSockets.replaced(path);
        }
        return FileKey.at(path);
    }

    /** Sets it by path, as a socket's file cannot be opened: so only where no other user can put another file there. */
    private void setMode(Set<PosixFilePermission> mode) throws IOException {
        Set<PosixFilePermission> cut = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!cut.equals(mode)) {
            SafeDirectory.checkMayChange(path, Permissions.toMode(cut), Permissions.toMode(mode));
            file();
            Files.setPosixFilePermissions(path, mode);
        }
    }

    /**
     * The key of the file, which is still there. Asked after {@code listen(2)} too: a socket whose file another program has
     * replaced is never reached.
     */
    Object file() throws IOException {
        if (made == null || !FileKey.isAt(path, made)) {
            throw UnixSockets.replaced(path);
        }
        return made;
    }

    /** Removes the file and closes the socket. The path first: while the socket is open its inode cannot be another file's. */
    void undo(Throwable failure) {
        FileKey.remove(path, made, failure);
        UnixSockets.close(socket, failure);
    }
}
