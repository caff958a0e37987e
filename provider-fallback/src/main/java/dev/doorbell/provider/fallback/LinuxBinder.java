package dev.doorbell.provider.fallback;

import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.descriptors.kinds.NetlinkSockets;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.FileSystemException;

/** What only Linux has: netlink sockets and message queues that are descriptors. */
final class LinuxBinder {
    private LinuxBinder() {}

    static Listener netlink(ListenerSpec spec) throws IOException {
        Address.Netlink address = (Address.Netlink) spec.address().orElseThrow();
        try {
            BoundHandle handle = new BoundHandle(NetlinkSockets.bind(address), null);
            return new Listener(spec.name(), Kind.NETLINK, address, Origin.bound(FallbackProvider.NAME), handle);
        } catch (SocketException refused) {
            throw BindFailure.of(spec, address, refused);
        } catch (IllegalArgumentException noSuchFamily) {
            // the spec parses: which families there are is the machine's affair
            throw new UnsupportedOperationException(noSuchFamily.getMessage(), noSuchFamily);
        }
    }

    static Listener queue(ListenerSpec spec) throws IOException {
        Address.MessageQueue address = (Address.MessageQueue) spec.address().orElseThrow();
        try {
            QueueHandle handle =
                    new QueueHandle(MessageQueues.open(address, spec.options().mode()));
            return new Listener(spec.name(), Kind.MESSAGE_QUEUE, address, Origin.bound(FallbackProvider.NAME), handle);
        } catch (FileSystemException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }
}
