package dev.doorbell.startup;

import dev.doorbell.spi.ListenerProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Iterator;
import java.util.ServiceLoader;

/** A program without Doorbell, which binds. With an argument it looks for a service too, as Doorbell has to. */
public final class PlainBind {
    private PlainBind() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            Iterator<ListenerProvider> found =
                    ServiceLoader.load(ListenerProvider.class).iterator();
            while (found.hasNext()) {
                found.next();
            }
        }
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
    }
}
