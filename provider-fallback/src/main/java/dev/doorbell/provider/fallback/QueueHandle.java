package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;

/** A message queue that was opened here. It outlives its programs, and is removed only if no message is left in it. */
final class QueueHandle extends BoundHandle {
    private final MessageQueues.Opened queue;

    QueueHandle(ListenerSpec spec, Address.MessageQueue address, MessageQueues.Opened queue) {
        super(spec, address, queue.channel(), null);
        this.queue = queue;
    }

    @Override
    public void close() throws IOException {
        if (removesOnClose()) {
            queue.close(open());
        } else {
            open().close();
        }
    }
}
