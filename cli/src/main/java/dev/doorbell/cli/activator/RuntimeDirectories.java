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
    /** A path of a socket has 103 bytes on macOS, and Doorbell's names below a directory have up to 47. */
    private static final int LONGEST = 56;

    private RuntimeDirectories() {}

    /** {@code RuntimeDirectory=} of {@code systemd.exec(5)}; the first one of several. */
    static Optional<Path> ofUnit(Map<String, String> environment) {
        return own(StringUtils.substringBefore(environment.get("RUNTIME_DIRECTORY"), ":"));
    }

    /** {@code XDG_RUNTIME_DIR}. */
    static Optional<Path> ofUser(Map<String, String> environment) {
        return own(environment.get("XDG_RUNTIME_DIR"));
    }

    /** {@return whether sockets can be bound below a directory} */
    static boolean isShort(Path directory) {
        return directory.toString().length() <= LONGEST;
    }

    /** With {@code sudo -E} it is another user's, who could replace a directory of ours there. */
    private static Optional<Path> own(@Nullable String text) {
        Optional<Path> path =
                Optional.ofNullable(text).filter(value -> value.startsWith("/")).map(Path::of);
        return path.filter(RuntimeDirectories::isShort)
                .filter(Files::isWritable)
                .filter(RuntimeDirectories::isOwn);
    }

    private static boolean isOwn(Path directory) {
        try {
            return OwnUser.owns(directory);
        } catch (IOException unknown) {
            return false;
        }
    }
}
