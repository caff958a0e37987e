package dev.doorbell.descriptors.posix;

/**
 * The architectures of Linux whose numbers differ from those of {@code asm-generic}: from {@code socket.h}, {@code
 * ioctls.h}, {@code fcntl.h} and {@code errno.h} of {@code arch/ARCH/include/uapi/asm} in the kernel's sources, and {@code
 * bits/socket_type.h} of glibc. A test compares them with the headers that Debian has for each.
 */
enum LinuxPort {
    ALPHA(0),
    MIPS(1),
    SPARC(2),
    POWERPC(3),
    SUPERH(4),
    /** And m68k: their {@code fcntl.h} are alike. */
    ARM(5),
    /** x86, RISC-V, S/390, LoongArch, and what is not known here. */
    GENERIC(Integer.MAX_VALUE);

    private final int column;

    /** A port by its place in a row of the table. */
    LinuxPort(int column) {
        this.column = column;
    }

    /** The port of a JDK by its {@code os.arch}: {@code make/autoconf/platform.m4} of the JDK has the names. */
    static LinuxPort of(String arch) {
        return switch (arch) {
            case "alpha" -> ALPHA;
            case "mips", "mipsel", "mips64", "mips64el" -> MIPS;
            case "sparc", "sparcv9" -> SPARC;
            case "ppc", "ppc64", "ppc64le" -> POWERPC;
            case "sh" -> SUPERH;
            case "arm", "aarch64", "m68k" -> ARM;
            default -> GENERIC;
        };
    }

    /**
     * The number of a name on this port.
     *
     * @param generic the number of {@code asm-generic}
     */
    int number(String name, int generic) {
        int[] row = row(name);
        return column < row.length ? row[column] : generic;
    }

    /** The numbers by column; the ports that a row is too short for have that of asm-generic. */
    private static int[] row(String name) {
        return switch (name) {
            // ALPHA, MIPS, SPARC, POWERPC, SUPERH, ARM
            case "SOCK_STREAM" -> row(1, 2);
            case "SOCK_DGRAM" -> row(2, 1);
            case "SOCK_CLOEXEC", "O_CLOEXEC" -> row(010000000, 02000000, 0x400000);
            case "SOL_SOCKET" -> row(0xffff, 0xffff, 0xffff);
            case "SO_TYPE" -> row(0x1008, 0x1008, 0x1008);
            case "SO_ACCEPTCONN" -> row(0x1014, 0x1009, 0x8000);
            case "SO_RCVBUF" -> row(0x1002, 0x1002, 0x1002);
            case "SO_SNDBUF" -> row(0x1001, 0x1001, 0x1001);
            case "SO_SNDBUFFORCE" -> row(0x100a, 31, 0x100a);
            case "SO_DOMAIN" -> row(0x1029, 0x1029, 0x1029);
            case "SO_PROTOCOL" -> row(0x1028, 0x1028, 0x1028);
            case "SO_PASSCRED" -> row(17, 17, 2, 20);
            case "SO_PEERPIDFD" -> row(77, 77, 0x56);
            case "FIOCLEX" -> row(0x20006601, 0x6601, 0x20006601, 0x20006601, 0x6601);
            case "O_CREAT" -> row(01000, 0x100, 0x200);
            case "O_EXCL" -> row(04000, 0x400, 0x800);
            case "O_NOCTTY" -> row(010000, 0x800, 0x8000);
            case "O_NONBLOCK" -> row(4, 0x80, 0x4000);
            case "O_NOFOLLOW" -> row(0200000, 0400000, 0400000, 0100000, 0400000, 0100000);
            case "EAGAIN" -> row(35);
            case "ENAMETOOLONG" -> row(63, 78, 63);
            case "ELOOP" -> row(62, 90, 62);
            case "EMSGSIZE" -> row(40, 97, 40);
            case "EPROTOTYPE" -> row(41, 98, 41);
            case "EPROTONOSUPPORT" -> row(43, 120, 43);
            case "ENOTSUP" -> row(45, 122, 45);
            case "EAFNOSUPPORT" -> row(47, 124, 47);
            case "EADDRINUSE" -> row(48, 125, 48);
            case "EADDRNOTAVAIL" -> row(49, 126, 49);
            case "ENOBUFS" -> row(55, 132, 55);
            case "ENOTCONN" -> row(57, 134, 57);
            case "ETIMEDOUT" -> row(60, 145, 60);
            case "ECONNREFUSED" -> row(61, 146, 61);
            case "EALREADY" -> row(37, 149, 37);
            default -> row();
        };
    }

    private static int[] row(int... numbers) {
        return numbers;
    }
}
