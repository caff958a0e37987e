package dev.doorbell.descriptors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The descriptor as a file that can be looked at without native code: {@code proc(5)}, {@code fd(4)}. */
final class DescriptorPath {
    private DescriptorPath() {}

    static Path of(int number) {
        return directory().resolve(String.valueOf(number));
    }

    static Path directory() {
        Path proc = Path.of("/proc/self/fd");
        return Files.exists(proc) ? proc : Path.of("/dev/fd");
    }

    /** What {@code fstat(2)} says. */
    static FileType type(int number) throws IOException {
        try {
            return FileType.ofMode((Integer) Files.getAttribute(of(number), "unix:mode"));
        } catch (NoSuchFileException notOpen) {
            return FileType.CLOSED;
        }
    }

    /** What the descriptor was opened as, where the system tells: a path, {@code socket:[8123]}. Linux alone. */
    static Optional<Path> target(int number) {
        try {
            return Optional.of(Files.readSymbolicLink(of(number)));
        } catch (IOException | UnsupportedOperationException notTold) {
            return Optional.empty();
        }
    }
}
