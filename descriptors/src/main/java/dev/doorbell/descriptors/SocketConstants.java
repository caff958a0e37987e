package dev.doorbell.descriptors;

import dev.doorbell.spi.OperatingSystem;

/**
 * The numbers that differ between platforms. Linux: {@code asm-generic/socket.h}, {@code linux/in6.h},
 * {@code asm-generic/ioctls.h}. macOS: {@code sys/socket.h}, {@code netinet6/in6.h}, {@code sys/filio.h}.
 *
 * @param fioclex the request of {@code ioctl(2)} that sets FD_CLOEXEC and takes no third argument, so that it is not
 *     called with variable arguments
 */
record SocketConstants(
        int solSocket,
        int soType,
        int soAcceptConn,
        int soRcvBuf,
        int soSndBuf,
        int ipv6V6Only,
        long fioclex,
        int msgDontWait,
        int eAgain,
        int longestUnixPath) {
    private static final SocketConstants LINUX = new SocketConstants(1, 3, 30, 8, 7, 26, 0x5451, 0x40, 11, 107);
    private static final SocketConstants MACOS =
            new SocketConstants(0xffff, 0x1008, 2, 0x1002, 0x1001, 27, 0x20006601L, 0x80, 35, 103);

    /** {@code SO_DOMAIN}, Linux alone. */
    static final int SO_DOMAIN = 39;

    /** {@code SO_PROTOCOL}, Linux alone. */
    static final int SO_PROTOCOL = 38;

    /** {@code SO_PEERPIDFD}, Linux 6.5 and later. */
    static final int SO_PEERPIDFD = 77;

    /** {@code IPPROTO_IPV6}, alike everywhere. */
    static final int IPPROTO_IPV6 = 41;

    static final OperatingSystem OS = OperatingSystem.of(System.getProperty("os.name", ""));

    /** Those of this platform; the BSDs share macOS's. */
    static SocketConstants here() {
        return OS == OperatingSystem.LINUX ? LINUX : MACOS;
    }
}
