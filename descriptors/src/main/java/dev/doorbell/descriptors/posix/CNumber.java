package dev.doorbell.descriptors.posix;

import dev.doorbell.spi.OperatingSystem;

/**
 * Every number that Doorbell takes from C's headers, by the name that it has there, for Linux and for macOS. {@link Errno}
 * has the errors.
 *
 * <p>Linux: a test compares each with what a C compiler makes of the machine's own headers, and of those of Debian's other
 * architectures. The table has the numbers of {@code asm-generic}; {@link LinuxPort} has those of the architectures that
 * differ.
 *
 * <p>macOS: Apple's XNU sources, as {@code bsd/sys/socket.h}, {@code bsd/netinet6/in6.h}, {@code bsd/sys/un.h}, {@code
 * bsd/sys/filio.h}, {@code bsd/sys/fcntl.h}, {@code bsd/sys/wait.h}, {@code bsd/sys/errno.h} and {@code bsd/sys/spawn.h}
 * have them. They are alike on arm64 and x86-64. A test compares them with Apple's own headers.
 */
public enum CNumber {
    // sys/socket.h
    AF_UNIX(1, 1),
    AF_INET(2, 2),
    AF_INET6(10, 30),
    AF_NETLINK(16),
    AF_VSOCK(40, 40),
    SOCK_STREAM(1, 1),
    SOCK_DGRAM(2, 2),
    SOCK_RAW(3, 3),
    SOCK_SEQPACKET(5, 5),
    SOCK_CLOEXEC(02000000),
    SOL_SOCKET(1, 0xffff),
    SO_TYPE(3, 0x1008),
    SO_ACCEPTCONN(30, 2),
    SO_RCVBUF(8, 0x1002),
    SO_SNDBUF(7, 0x1001),
    SO_SNDBUFFORCE(32),
    SO_DOMAIN(39),
    SO_PROTOCOL(38),
    /** Linux 6.5 and later, and so not in every machine's headers. */
    SO_PEERPIDFD(77),
    SO_PASSCRED(16),
    SCM_RIGHTS(1, 1),
    SCM_CREDENTIALS(2),
    MSG_TRUNC(0x20, 0x10),
    MSG_CTRUNC(0x8, 0x20),
    MSG_DONTWAIT(0x40, 0x80),
    MSG_CMSG_CLOEXEC(0x40000000),
    MSG_NOSIGNAL(0x4000, 0x80000),
    // netinet/in.h
    IPPROTO_IPV6(41, 41),
    IPV6_V6ONLY(26, 27),
    // sys/ioctl.h; takes no third argument, so that ioctl(2) is not called with variable arguments
    FIOCLEX(0x5451, 0x20006601),
    // fcntl.h
    O_RDWR(2, 2),
    O_CREAT(0100, 0x200),
    O_EXCL(0200, 0x800),
    O_NOCTTY(0400, 0x20000),
    O_NONBLOCK(04000, 0x4),
    O_CLOEXEC(02000000, 0x1000000),
    O_NOFOLLOW(0400000, 0x100),
    F_GETFL(3, 3),
    F_GETPATH(CNumber.NONE, 50),
    // sys/wait.h
    P_PID(1, 1),
    WEXITED(4, 4),
    WNOWAIT(0x01000000, 0x20),
    // spawn.h
    POSIX_SPAWN_SETPGROUP(2, 2),
    POSIX_SPAWN_SETSIGDEF(4, 4),
    POSIX_SPAWN_SETSIGMASK(8, 8),
    POSIX_SPAWN_CLOEXEC_DEFAULT(CNumber.NONE, 0x4000),
    // sys/un.h, linux/netlink.h
    SIZEOF_SOCKADDR_UN(110, 106),
    SIZEOF_SOCKADDR_NL(12);

    public static final OperatingSystem OS = OperatingSystem.current();

    /** {@code os.arch}, or what a test puts in its place. */
    static final String ARCH = System.getProperty("doorbell.arch", System.getProperty("os.arch", ""));

    /** The number where a platform lacks the name; no number of the table is less than 0. */
    static final int NONE = -1;

    private final int linux;
    private final int macos;

    CNumber(int linux, int macos) {
        this.linux = linux;
        this.macos = macos;
    }

    /** Linux only. */
    CNumber(int linux) {
        this(linux, NONE);
    }

    /** The number of {@code asm-generic}. */
    public int linux() {
        return linux;
    }

    /** The number of Linux on an architecture by its {@code os.arch}; x86-64 has nothing of its own, and needs no other class. */
    public int linux(String arch) {
        return arch.equals("amd64") ? linux : LinuxPort.of(arch).number(name(), linux);
    }

    public int macos() {
        return macos;
    }

    /**
     * The number of this platform; less than 0 for one of Linux on another system, so compare {@link #OS} first. A system
     * without a column of its own gets macOS's, which is a guess.
     */
    public int here() {
        return OS == OperatingSystem.LINUX ? linux(ARCH) : macos;
    }
}
