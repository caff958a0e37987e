package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.JdkFiles;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Regular files that are open already. */
public final class RegularFiles {
    /** {@code O_ACCMODE} of {@code open(2)}, and two of its values, alike on Linux and macOS. */
    private static final int ACCESS_MODE = 3;

    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;

    private static final int OCTAL = 8;

    private RegularFiles() {}

    /** A channel that owns a descriptor, and reads and writes as that was opened. The kernel appends where it is to. */
    public static FileChannel channel(int number) throws IOException {
        int access = flags(number) & ACCESS_MODE;
        // with an owner the JDK leaves closing to that, and its garbage collector closes nothing
        return JdkFiles.channel(
                SunNioCh.newFD(number), access != WRITE_ONLY, access != READ_ONLY, new UnservedDescriptor(number));
    }

    private static int flags(int number) throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number))) {
                if (line.startsWith("flags:")) {
                    return Integer.parseInt(line.substring("flags:".length()).strip(), OCTAL);
                }
            }
        } catch (NoSuchFileException noProc) {
            // not Linux, or one that hides it
        }
        int flags = Jna.libC("The file on fd " + number).fcntl(number, CNumber.F_GETFL.here());
        if (flags < 0) {
            throw new IOException("fcntl(" + number + ", F_GETFL) failed: " + LibC.reason());
        }
        return flags;
    }
}
