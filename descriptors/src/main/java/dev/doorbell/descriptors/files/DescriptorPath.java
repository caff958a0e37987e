package dev.doorbell.descriptors.files;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The descriptor as a file that can be looked at without native code: {@code proc(5)}, {@code fd(4)}. */
public final class DescriptorPath {
    private DescriptorPath() {}

    public static Path of(int number) {
        return directory().resolve(String.valueOf(number));
    }

    static Path directory() {
        Path proc = Path.of("/proc/self/fd");
        return Files.exists(proc) ? proc : Path.of("/dev/fd");
    }

    /** The type that {@code fstat(2)} says. */
    public static FileType type(int number) throws IOException {
        try {
            return FileType.ofMode((Integer) Files.getAttribute(of(number), "unix:mode"));
        } catch (NoSuchFileException notOpen) {
            return FileType.CLOSED;
        } catch (FileSystemException refused) {
            return isOpenAndWithoutFile(number, refused) ? FileType.OTHER : FileType.CLOSED;
        }
    }

    /**
     * Tells why a descriptor cannot be looked at as a file. XNU answers EBADF, for which the JDK has no exception of its own,
     * for a number that is not open, and for a kqueue and its like: {@code devfs_devfd_lookup()} and {@code fdesc_attr()},
     * {@code bsd/miscfs/devfs/devfs_fdesc_support.c}.
     *
     * @return whether it is open; false if it is not
     * @throws FileSystemException if the reason is another
     */
    static boolean isOpenAndWithoutFile(int number, FileSystemException refused) throws IOException {
        if (CNumber.OS == OperatingSystem.LINUX) {
            throw refused;
        }
        // a kqueue can be waited for; what cannot can be duplicated, unless too many are open
        return (SunNioCh.poll(SunNioCh.newFD(number), SunNioCh.POLLIN, 0) & SunNioCh.POLLNVAL) == 0
                || SunNioCh.canBeDuplicated(number);
    }

    /** {@return whether it is a file of /proc or /sys, whose content the kernel makes} */
    public static boolean isOfTheKernel(int number) {
        return file(number).filter(DescriptorPath::isOfTheKernel).isPresent();
    }

    public static boolean isOfTheKernel(Path file) {
        return file.startsWith("/proc") || file.startsWith("/sys");
    }

    /** The path of a file that is open, where the system tells; on macOS only with JNA. */
    public static Optional<Path> file(int number) {
        return CNumber.OS == OperatingSystem.MACOS ? DarwinFiles.path(number) : target(number);
    }

    /** The target of the descriptor's link in {@code proc(5)}: a path, {@code socket:[8123]}. Linux only. */
    public static Optional<Path> target(int number) {
        try {
            return Optional.of(Files.readSymbolicLink(of(number)));
        } catch (IOException | UnsupportedOperationException notTold) {
            return Optional.empty();
        }
    }
}
