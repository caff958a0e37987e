package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.NativeSockets;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;

/** Netlink sockets, {@code netlink(7)}: Linux. */
public final class NetlinkSockets {
    private static final int AF_NETLINK = CNumber.AF_NETLINK.linux();

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
        int family = NetlinkNames.number(address.family());
        if (family < 0) {
            throw new IllegalArgumentException("unknown netlink family \"" + address.family()
                    + "\". Use one of these, or its number: " + NetlinkNames.known() + ".");
        }
        int socket = NativeSockets.open(AF_NETLINK, CNumber.SOCK_RAW.here(), family, "netlink:" + address);
        NativeSockets.bind(socket, sockaddr(address.group()), "netlink:" + address);
        return channel(socket);
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
