package dev.doorbell.descriptors.posix;

import com.sun.jna.Native;
import dev.doorbell.spi.OperatingSystem;
import java.util.Optional;

/**
 * The errors of {@code errno(3)} that a message names, for Linux and for macOS. The sources and the tests are those of
 * {@link CNumber}. Numbers up to 34 are alike on every UNIX, except EAGAIN.
 */
public enum Errno {
    EPERM(1),
    ENOENT(2),
    ESRCH(3),
    EINTR(4),
    EIO(5),
    ENXIO(6),
    E2BIG(7),
    EBADF(9),
    EAGAIN(11, 35),
    ENOMEM(12),
    EACCES(13),
    EBUSY(16),
    EEXIST(17),
    ENODEV(19),
    ENOTDIR(20),
    EISDIR(21),
    EINVAL(22),
    ENFILE(23),
    EMFILE(24),
    ENOTTY(25),
    ENOSPC(28),
    EROFS(30),
    ENAMETOOLONG(36, 63),
    ELOOP(40, 62),
    EMSGSIZE(90, 40),
    EPROTOTYPE(91, 41),
    EPROTONOSUPPORT(93, 43),
    ENOTSUP(95, 45),
    EAFNOSUPPORT(97, 47),
    EADDRINUSE(98, 48),
    EADDRNOTAVAIL(99, 49),
    ENOBUFS(105, 55),
    ENOTCONN(107, 57),
    ETIMEDOUT(110, 60),
    ECONNREFUSED(111, 61),
    EALREADY(114, 37);

    private final int linux;
    private final int macos;

    Errno(int linux, int macos) {
        this.linux = linux;
        this.macos = macos;
    }

    Errno(int everywhere) {
        this(everywhere, everywhere);
    }

    /** The number of Linux on an architecture by its {@code os.arch}. */
    int linux(String arch) {
        return LinuxPort.of(arch).number(name(), linux);
    }

    int macos() {
        return macos;
    }

    /** Whether a call that failed on this thread through JNA left it. */
    public boolean isLast() {
        return is(Native.getLastError());
    }

    /** Whether a number of this platform is this error. */
    public boolean is(int errno) {
        return errno == on(CNumber.OS);
    }

    /** The error of a number on an operating system; empty for one without a name here. */
    public static Optional<Errno> of(int number, OperatingSystem system) {
        for (Errno errno : values()) {
            if (errno.on(system) == number) {
                return Optional.of(errno);
            }
        }
        return Optional.empty();
    }

    private int on(OperatingSystem system) {
        return system == OperatingSystem.LINUX ? linux(CNumber.ARCH) : macos;
    }
}
