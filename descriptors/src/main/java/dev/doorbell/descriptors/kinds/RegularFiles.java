package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.JdkFiles;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Regular files that are open already. */
public final class RegularFiles {
    /** {@code O_ACCMODE} of {@code open(2)} and what it has, alike on Linux and macOS. */
    private static final int ACCESS_MODE = 3;

    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;
    private static final int READ_WRITE = 2;

    /** {@code fcntl(2)}, alike too. */
    private static final int F_GETFL = CNumber.F_GETFL.here();

    private static final int OCTAL = 8;

    private RegularFiles() {}

    /** A channel that owns a descriptor, and reads and writes as that was opened. The kernel appends where it is to. */
    public static FileChannel channel(int number) throws IOException {
        int access = flags(number) & ACCESS_MODE;
        boolean readable = access == READ_ONLY || access == READ_WRITE;
        boolean writable = access == WRITE_ONLY || access == READ_WRITE;
        // with an owner the JDK leaves closing to that, and its garbage collector closes nothing
        return JdkFiles.channel(SunNioCh.newFD(number), readable, writable, new Owner(number));
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
        int flags = Jna.libC("The file on fd " + number).fcntl(number, F_GETFL);
        if (flags < 0) {
            throw new IOException("fcntl(" + number + ", F_GETFL) failed: " + LibC.reason());
        }
        return flags;
    }

    /** Closes the number only once: it may be another file later. */
    private static final class Owner implements Closeable {
        private final int number;
        private final AtomicBoolean closed = new AtomicBoolean();

        Owner(int number) {
            this.number = number;
        }

        @Override
        public void close() throws IOException {
            if (closed.compareAndSet(false, true)) {
                SunNioCh.close0(number);
            }
        }
    }
}
