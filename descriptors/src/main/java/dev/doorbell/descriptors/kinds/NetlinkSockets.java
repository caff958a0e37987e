package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.files.SocketTable;
import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.NativeSockets;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.NetlinkFamilies;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import java.util.OptionalInt;

/** Netlink sockets, {@code netlink(7)}: Linux. */
public final class NetlinkSockets {
    private static final int AF_NETLINK = CNumber.AF_NETLINK.linux();
    private static final int GROUPS_COLUMN = 3;
    private static final int HEXADECIMAL = 16;

    private NetlinkSockets() {}

    /**
     * Opens a socket, and joins a multicast group where the address has one.
     *
     * @param address the family, by the name that {@code systemd.socket(5)} gives it or by its number, and the groups as
     *     {@code nl_groups} has them: a set of bits
     * @return the channel, which the caller closes
     * @throws UnsupportedOperationException if this is not Linux, or JNA or a way into the JDK is missing
     * @throws IllegalArgumentException if there is no such family
     * @throws java.net.SocketException if the operating system refuses
     * @throws IOException if it refuses otherwise
     */
    public static ByteChannel bind(Address.Netlink address) throws IOException {
        Jna.checkLinux("A netlink socket");
        JdkAccess.get();
        OptionalInt family = NetlinkFamilies.number(address.family());
        if (family.isEmpty()) {
            throw new IllegalArgumentException("unknown netlink family \"" + address.family()
                    + "\". Use one of these, or its number: " + String.join(", ", NetlinkFamilies.names()) + ".");
        }
        int socket = NativeSockets.open(AF_NETLINK, CNumber.SOCK_RAW.here(), family.getAsInt(), "netlink:" + address);
        NativeSockets.bind(socket, sockaddr(address.group()), "netlink:" + address);
        return channel(socket);
    }

    /** The family of a socket, and the groups that it is in. */
    public static Address.Netlink address(int number, FileDescriptor descriptor, SocketTable table) throws IOException {
        int family = SunNioCh.getIntOption0(descriptor, CNumber.SOL_SOCKET.here(), CNumber.SO_PROTOCOL.here());
        return new Address.Netlink(NetlinkFamilies.name(family), groups(table.entryOf(number)));
    }

    /** The groups; 0 where the kernel does not list them, or where they do not fit into an address. */
    private static int groups(Optional<String> entry) {
        try {
            return entry.isEmpty()
                    ? 0
                    : Math.max(
                            0, Integer.parseUnsignedInt(SocketTable.column(entry.get(), GROUPS_COLUMN), HEXADECIMAL));
        } catch (NumberFormatException moreThanAnInt) {
            return 0;
        }
    }

    public static DescriptorByteChannel channel(int number) throws IOException {
        return new DescriptorByteChannel(number, new NetlinkTransfer(number));
    }

    /** {@code struct sockaddr_nl}: the family, two bytes, a port id that the kernel chooses, and the groups. */
    private static byte[] sockaddr(int groups) {
        return ByteBuffer.allocate(CNumber.SIZEOF_SOCKADDR_NL.linux())
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_NETLINK)
                .putShort((short) 0)
                .putInt(0)
                .putInt(groups)
                .array();
    }
}
