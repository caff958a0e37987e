package dev.doorbell.descriptors.files;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CPaths;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Files opened in ways that the JDK has no option for, through JNA. */
public final class NativeFiles {
    public static final int READ_ONLY = 0;
    public static final int READ_WRITE = 2;

    /** {@code O_NONBLOCK}: opening a FIFO or a device does not wait; {@code O_NOCTTY}: a terminal does not become ours. */
    private static final int NEVER_WAIT = CNumber.O_NONBLOCK.here() | CNumber.O_NOCTTY.here();

    private static final int CLOSE_ON_EXEC = CNumber.O_CLOEXEC.here();

    private NativeFiles() {}

    /** {@code open(2)} without waiting. {@return the number, which the caller closes} */
    public static int open(Path path, int access) throws IOException {
        return open(path, access, 0);
    }

    /** The same, and a symbolic link is not followed: it is refused with ELOOP. */
    public static int openItself(Path path, int access) throws IOException {
        return open(path, access, CNumber.O_NOFOLLOW.here());
    }

    private static int open(Path path, int access, int more) throws IOException {
        int number = Jna.libC("The file " + path).open(CPaths.bytes(path), access | NEVER_WAIT | CLOSE_ON_EXEC | more);
        if (number < 0) {
            throw new FileSystemException(path.toString(), null, LibC.reason());
        }
        return number;
    }

    public static void changeMode(Path path, int number, int mode) throws IOException {
        if (Jna.libC("The file " + path).fchmod(number, mode) != 0) {
            throw new FileSystemException(path.toString(), null, LibC.reason());
        }
    }
}
