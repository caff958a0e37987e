package dev.doorbell.benchmarks.micro;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.Properties;

/** Adopts as a provider does it, as often as it is told: what is claimed is kept nowhere. */
final class Adopted {
    private Adopted() {}

    static InheritedHandle handle(int number) throws IOException {
        Properties forgotten = new Properties();
        return new InheritedHandle(
                DescriptorFacts.of(number), new DescriptorClaim(forgotten, "fd." + number, "fd " + number));
    }

    static Channel channel(InheritedHandle handle) throws IOException {
        Channel channel = handle.open();
        handle.commit();
        return channel;
    }

    /** The same listener, come as from a service manager. The given channel is closed. */
    static ServerSocketChannel insteadOf(ServerSocketChannel bound) throws IOException {
        int number = RawDescriptors.duplicate(bound);
        bound.close();
        return (ServerSocketChannel) channel(handle(number));
    }
}
