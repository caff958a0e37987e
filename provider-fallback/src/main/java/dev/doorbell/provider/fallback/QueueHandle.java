package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.nio.channels.Channel;

/** A message queue that was opened here. It outlives its programs, and is removed only if no message is left in it. */
final class QueueHandle implements ListenerHandle {
    private final MessageQueues.Opened queue;
    private final Channel channel;

    QueueHandle(MessageQueues.Opened queue) {
        this.queue = queue;
        this.channel = queue.channel();
    }

    @Override
    public Channel open() {
        return channel;
    }

    @Override
    public void commit() {
        // it waits for messages from the start
    }

    @Override
    public int detach() throws IOException {
        int copy = RawDescriptors.duplicate(channel);
        channel.close();
        return copy;
    }

    @Override
    public void release() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        queue.close(channel);
    }
}
