package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.descriptors.kinds.NetlinkSockets;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.FileSystemException;

/** Binds the kinds that only Linux has: netlink sockets, and message queues that are descriptors. */
final class LinuxBinder {
    private LinuxBinder() {}

    static ListenerHandle netlink(ListenerSpec spec) throws IOException {
        Address.Netlink address = (Address.Netlink) spec.address().orElseThrow();
        try {
            return new BoundHandle(spec, address, NetlinkSockets.bind(address), null);
        } catch (SocketException refused) {
            throw BindFailure.of(spec, address, refused);
        } catch (IllegalArgumentException noSuchFamily) {
            // the spec parses: the machine decides which families exist
            throw new UnsupportedOperationException(noSuchFamily.getMessage(), noSuchFamily);
        }
    }

    static ListenerHandle queue(ListenerSpec spec) throws IOException {
        Address.MessageQueue address = (Address.MessageQueue) spec.address().orElseThrow();
        try {
            return new QueueHandle(
                    spec, address, MessageQueues.open(address, spec.options().mode()));
        } catch (FileSystemException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }
}
