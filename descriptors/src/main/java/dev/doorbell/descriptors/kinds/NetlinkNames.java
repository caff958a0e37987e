package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.SocketTable;
import dev.doorbell.spec.Address;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Optional;

/** The family of a netlink socket, and the groups that it is in. */
public final class NetlinkNames {
    private static final int GROUPS_COLUMN = 3;
    private static final int HEXADECIMAL = 16;

    private NetlinkNames() {}

    public static Optional<Address> of(int number, FileDescriptor descriptor, SocketTable table) throws IOException {
        int family = SunNioCh.getIntOption0(descriptor, CNumber.SOL_SOCKET.here(), CNumber.SO_PROTOCOL.here());
        return Optional.of(new Address.Netlink(NetlinkFamily.name(family), groups(table.entryOf(number))));
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
}
