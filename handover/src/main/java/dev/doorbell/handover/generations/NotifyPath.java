package dev.doorbell.handover.generations;

import dev.doorbell.handover.notify.NotifySocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path that a generation finds in {@code NOTIFY_SOCKET}: first a socket of the generation before, which waits until this one
 * is ready, and from then on a link to the socket of the service manager. The last generation removes it.
 *
 * @param directory a directory of its own, which only this user may enter
 */
record NotifyPath(Path directory) {
    private static final String PREFIX = "doorbell-generation";

    static NotifyPath create() throws IOException {
        return new NotifyPath(Files.createTempDirectory(PREFIX).toAbsolutePath());
    }

    /** {@return that of this process; empty if the generation before has not made one} */
    static Optional<NotifyPath> ofThisProcess() {
        return own().map(Path::getParent)
                .filter(parent -> parent.getFileName() != null
                        && parent.getFileName().toString().startsWith(PREFIX))
                .map(NotifyPath::new);
    }

    /** An abstract name is not a file, and cannot be linked to. */
    private static Optional<Path> own() {
        return Optional.ofNullable(System.getenv(NotifySocket.VARIABLE))
                .filter(address -> address.startsWith("/"))
                .map(Path::of);
    }

    /** {@return the socket of the service manager; empty if there is none, or it has no path} */
    static Optional<Path> ofManager() throws IOException {
        if (ofThisProcess().isEmpty()) {
            return own();
        }
        Path link = own().orElseThrow();
        return Files.isSymbolicLink(link) ? Optional.of(Files.readSymbolicLink(link)) : Optional.empty();
    }

    /** {@return whether this process has the socket of the generation before, which had no manager either} */
    static boolean isLeftOver() throws IOException {
        return ofThisProcess().isPresent() && ofManager().isEmpty();
    }

    Path socket() {
        return directory.resolve("notify");
    }

    /** Leads to the manager from now on. A sender sees the one or the other. */
    void linkTo(Path manager) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), manager);
        Files.move(link, socket(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() {
        remove(socket());
        remove(directory);
    }

    private static void remove(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // an empty directory stays in that for temporary files
        }
    }
}
