package dev.doorbell.e2e.probe;

import com.sun.jna.Native;

/** Errors by their names: {@code sys/errno.h} of macOS, {@code asm-generic/errno.h} of Linux. */
enum Errno {
    ENOENT(2, 2),
    ESRCH(3, 3),
    EINTR(4, 4),
    EBADF(9, 9),
    EINVAL(22, 22),
    EAGAIN(35, 11),
    EALREADY(37, 114),
    EMSGSIZE(40, 90),
    EPROTOTYPE(41, 91),
    ENOPROTOOPT(42, 92),
    ENOTSUP(45, 95),
    EADDRINUSE(48, 98),
    ENOBUFS(55, 105),
    ENOTCONN(57, 107),
    ECONNREFUSED(61, 111);

    private final int macos;
    private final int linux;

    Errno(int macos, int linux) {
        this.macos = macos;
        this.linux = linux;
    }

    /** {@return the name of an errno, 0 for success} */
    static String name(int number) {
        for (Errno errno : values()) {
            if (number == Platform.number(errno.macos, errno.linux)) {
                return errno.name();
            }
        }
        return number == 0 ? "0" : "errno " + number;
    }

    /** {@return the result of a call, or the name of its error} */
    static String of(long result) {
        return result >= 0 ? String.valueOf(result) : name(Native.getLastError());
    }
}
