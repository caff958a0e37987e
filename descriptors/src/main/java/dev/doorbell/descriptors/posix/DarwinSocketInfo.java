package dev.doorbell.descriptors.posix;

import com.sun.jna.Memory;
import java.util.OptionalInt;

/** {@code proc_pidfdinfo()} of {@code libproc.h}, through JNA, apart from what a process without JNA loads. */
public final class DarwinSocketInfo {
    /** {@code PROC_PIDFDSOCKETINFO} of {@code bsd/sys/proc_info.h}, and {@code sizeof(struct socket_fdinfo)}. */
    static final int SOCKET_INFO = 3;

    static final int SOCKET_INFO_SIZE = 792;

    /** {@code psi.soi_options} there, a short. */
    static final int AT_OPTIONS = 188;

    private DarwinSocketInfo() {}

    /** The {@code so_options} of a socket of this process, such as {@code SO_ACCEPTCONN}; empty where they are not told. */
    public static OptionalInt options(int number) {
        LibC c = Jna.libC("The socket on fd " + number);
        try (Memory info = new Memory(SOCKET_INFO_SIZE)) {
            int told = c.proc_pidfdinfo(c.getpid(), number, SOCKET_INFO, info, SOCKET_INFO_SIZE);
            return told == SOCKET_INFO_SIZE ? OptionalInt.of(info.getShort(AT_OPTIONS)) : OptionalInt.empty();
        }
    }
}
