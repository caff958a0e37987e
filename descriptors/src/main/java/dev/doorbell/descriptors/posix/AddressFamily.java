package dev.doorbell.descriptors.posix;

/** The address families that Doorbell tells apart, see {@code address_families(7)}. */
public enum AddressFamily {
    /** {@code AF_INET}. */
    INET("IPv4"),
    /** {@code AF_INET6}. */
    INET6("IPv6"),
    /** {@code AF_UNIX}. */
    UNIX("UNIX"),
    /** {@code AF_NETLINK}, Linux. */
    NETLINK("netlink"),
    /** {@code AF_VSOCK}, Linux. */
    VSOCK("vsock"),
    /** Any other. */
    OTHER("other-family");

    private final String displayName;

    AddressFamily(String displayName) {
        this.displayName = displayName;
    }

    /** From {@code SO_DOMAIN} of Linux. */
    public static AddressFamily ofLinux(int domain) {
        if (domain == CNumber.AF_INET.linux()) {
            return INET;
        }
        if (domain == CNumber.AF_INET6.linux()) {
            return INET6;
        }
        if (domain == CNumber.AF_UNIX.linux()) {
            return UNIX;
        }
        if (domain == CNumber.AF_NETLINK.linux()) {
            return NETLINK;
        }
        return domain == CNumber.AF_VSOCK.linux() ? VSOCK : OTHER;
    }

    /** From the JDK's own numbers in {@code InheritedChannel}. */
    public static AddressFamily ofJdk(int family) {
        return switch (family) {
            case 1 -> INET;
            case 2 -> INET6;
            case 3 -> UNIX;
            default -> OTHER;
        };
    }

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
