package dev.doorbell.descriptors.kinds;

/**
 * The names of netlink families, as {@code ListenNetlink=} of {@code systemd.socket(5)} takes them, and their numbers in
 * {@code linux/netlink.h}. A family without a name is written as its number.
 */
final class NetlinkFamily {
    /** By number; empty where a number has no name. */
    private static final String[] NAMES = {
        "route",
        "",
        "",
        "firewall",
        "inet-diag",
        "nflog",
        "xfrm",
        "selinux",
        "iscsi",
        "audit",
        "fib-lookup",
        "connector",
        "netfilter",
        "ip6-fw",
        "dnrtmsg",
        "kobject-uevent",
        "generic",
        "",
        "scsitransport",
        "ecryptfs",
        "rdma"
    };

    private NetlinkFamily() {}

    static String name(int number) {
        return number < NAMES.length && !NAMES[number].isEmpty() ? NAMES[number] : Integer.toString(number);
    }

    /** The number of a family; -1 if it is neither a known name nor a number. */
    static int number(String name) {
        for (int number = 0; number < NAMES.length; number++) {
            if (!name.isEmpty() && NAMES[number].equals(name)) {
                return number;
            }
        }
        try {
            return Integer.parseUnsignedInt(name);
        } catch (NumberFormatException unknown) {
            return -1;
        }
    }

    static String known() {
        StringBuilder known = new StringBuilder();
        for (String name : NAMES) {
            if (!name.isEmpty()) {
                known.append(known.length() == 0 ? "" : ", ").append(name);
            }
        }
        return known.toString();
    }
}
