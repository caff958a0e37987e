package dev.doorbell.cli.activator;

import dev.doorbell.descriptors.files.OwnUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/** The directories in which {@code file-hierarchy(7)} wants sockets: no tool removes old files there. */
final class RuntimeDirectories {
    private RuntimeDirectories() {}

    /** {@code RuntimeDirectory=} of {@code systemd.exec(5)}; the first one of several. */
    static Optional<Path> ofUnit(Map<String, String> environment) {
        return own(StringUtils.substringBefore(environment.get("RUNTIME_DIRECTORY"), ":"));
    }

    /** {@code XDG_RUNTIME_DIR}. */
    static Optional<Path> ofUser(Map<String, String> environment) {
        return own(environment.get("XDG_RUNTIME_DIR"));
    }

    /** With {@code sudo -E} it is another user's, who could replace a directory of ours there. */
    private static Optional<Path> own(@Nullable String path) {
        try {
            return path != null && path.startsWith("/") && OwnUser.owns(Path.of(path)) && Files.isWritable(Path.of(path))
                    ? Optional.of(Path.of(path))
                    : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
