package dev.doorbell.cli.activator;

import dev.doorbell.descriptors.files.OwnUser;
import dev.doorbell.handover.upgrade.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The paths of the control sockets of this user's activators: {@code PID} in a directory that only this user may enter. */
public final class ControlPath {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    /** A login and a unit of one user may differ in their runtime directory, but not in the last one. */
    private final List<Path> directories;

    /** The paths for the environment of this process. */
    public ControlPath() {
        this(System.getenv(), Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    }

    ControlPath(Map<String, String> environment, Path temporary) {
        directories = Stream.of(
                        RuntimeDirectory.ofUser(environment).map(runtime -> runtime.resolve("doorbell")),
                        Optional.of(temporary.resolve("doorbell-" + System.getProperty("user.name"))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns where an activator binds its socket, in a directory that is made if it does not exist. */
    Path toBind(long pid) throws IOException {
        Path directory = directories.get(0);
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWN));
        } catch (FileAlreadyExistsException checkedBelow) {
            // by an earlier activator of this user, or by another user
        }
        return checked(directory).resolve(String.valueOf(pid));
    }

    /**
     * Finds the socket of an activator.
     *
     * @param pid the activator's process
     * @return the path; empty if there is none
     * @throws IOException if its directory is another user's, or others may enter it
     */
    public Optional<Path> find(long pid) throws IOException {
        for (Path directory : directories) {
            Path path = directory.resolve(String.valueOf(pid));
            if (Files.exists(path)) {
                checked(directory);
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static Path checked(Path directory) throws IOException {
        boolean safe = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && OwnUser.owns(directory, LinkOption.NOFOLLOW_LINKS)
                && OWN.containsAll(Files.getPosixFilePermissions(directory));
        if (!safe) {
            throw new IOException("expected a directory that only this user may enter, got " + directory
                    + ", which is another one. Remove it.");
        }
        return directory;
    }
}
