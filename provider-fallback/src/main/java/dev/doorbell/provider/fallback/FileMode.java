package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.files.Permissions;
import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A spec's mode as the JDK's permissions. */
final class FileMode {
    private FileMode() {}

    /**
     * Returns the permissions that the spec asks for.
     *
     * @throws UnsupportedOperationException where files have no mode, as on Windows
     */
    static Optional<Set<PosixFilePermission>> of(ListenerSpec spec, Path path) {
        OptionalInt mode = spec.options().mode();
        return mode.isPresent() ? Optional.of(permissions(path, mode.getAsInt())) : Optional.empty();
    }

    static Set<PosixFilePermission> permissions(Path path, int mode) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new UnsupportedOperationException("it asks for a mode, and files have none on this platform. Remove"
                    + " the option here, and protect the directory.");
        }
        return Permissions.of(mode);
    }
}
