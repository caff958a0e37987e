package dev.doorbell.provider.launchd;

import dev.doorbell.spi.OperatingSystem;
import java.util.Optional;

/**
 * The error numbers that have a name here. Those up to 34 are alike on every UNIX.
 *
 * <p>macOS: {@code intro(2)}, {@code sys/errno.h}. Linux, where the tests put a stand-in in launchd's place:
 * {@code errno(3)}, {@code asm-generic/errno-base.h} and {@code asm-generic/errno.h}.
 */
enum Errno {
    EPERM(1, 1),
    ENOENT(2, 2),
    ESRCH(3, 3),
    EIO(5, 5),
    EBADF(9, 9),
    ENOMEM(12, 12),
    EACCES(13, 13),
    EINVAL(22, 22),
    ENFILE(23, 23),
    EMFILE(24, 24),
    EAGAIN(35, 11),
    EALREADY(37, 114),
    ENOTSUP(45, 95);

    private final int macos;
    private final int linux;

    Errno(int macos, int linux) {
        this.macos = macos;
        this.linux = linux;
    }

    static Optional<Errno> of(int number, OperatingSystem system) {
        for (Errno errno : values()) {
            if (number == (system == OperatingSystem.LINUX ? errno.linux : errno.macos)) {
                return Optional.of(errno);
            }
        }
        return Optional.empty();
    }
}
