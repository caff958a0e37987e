package dev.doorbell.descriptors.files;

import com.sun.jna.Memory;
import dev.doorbell.descriptors.jdk.UnixChannels;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CPaths;
import dev.doorbell.descriptors.posix.Jna;
import java.nio.file.Path;
import java.util.Optional;

/** The path of an open file, from XNU: nothing below {@code /dev/fd} is a link there. */
final class DarwinFiles {
    /** {@code MAXPATHLEN} of {@code bsd/sys/param.h}, which the answer takes at most. */
    private static final int LONGEST_PATH = 1024;

    private DarwinFiles() {}

    /** The path of a file, a device or a FIFO; empty for what has no path, and where JNA is missing. */
    static Optional<Path> path(int number) {
        try (Memory path = new Memory(LONGEST_PATH)) {
            if (Jna.libC("The path of fd " + number).fcntl(number, CNumber.F_GETPATH.macos(), path) < 0) {
                return Optional.empty();
            }
            byte[] all = path.getByteArray(0, LONGEST_PATH);
            return Optional.of(UnixChannels.path(CPaths.upToNul(all)));
        } catch (UnsupportedOperationException | LinkageError withoutJna) {
            return Optional.empty();
        }
    }
}
