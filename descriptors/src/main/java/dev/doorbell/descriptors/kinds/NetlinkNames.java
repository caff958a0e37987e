package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.files.SocketTable;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spec.Address;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Optional;

/**
 * The family of a netlink socket, and the groups that it is in. Families have the names that {@code ListenNetlink=} of
 * {@code systemd.socket(5)} takes, and the numbers of {@code linux/netlink.h}. A family without a name is written as its
 * number.
 */
public final class NetlinkNames {
    private static final int GROUPS_COLUMN = 3;
    private static final int HEXADECIMAL = 16;

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

    private NetlinkNames() {}

    public static Optional<Address> of(int number, FileDescriptor descriptor, SocketTable table) throws IOException {
        int family = SunNioCh.getIntOption0(descriptor, CNumber.SOL_SOCKET.here(), CNumber.SO_PROTOCOL.here());
        return Optional.of(new Address.Netlink(name(family), groups(table.entryOf(number))));
    }

    /** 0 where the kernel does not tell them, or has more than an address can say. */
    private static int groups(Optional<String> entry) {
        if (entry.isEmpty()) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseUnsignedInt(SocketTable.column(entry.get(), GROUPS_COLUMN), HEXADECIMAL));
        } catch (NumberFormatException moreThanAnInt) {
            return 0;
        }
    }

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
