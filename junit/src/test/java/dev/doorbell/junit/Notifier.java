package dev.doorbell.junit;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spi.DescriptorStore;
import dev.doorbell.spi.ServiceManager;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A program that sends its manager what the clients of its listener say, a line each. */
final class Notifier {
    private Notifier() {}

    public static void main(String[] arguments) throws Exception {
        ServiceManager manager = Doorbell.serviceManager();
        DescriptorStore store = manager.descriptorStore();
        List<Listener> stored = Doorbell.stored("state");
        try (Listeners listeners = Doorbell.open("http")) {
            manager.send("STATUS=" + stored.size() + " stored, room for "
                    + store.capacity().orElse(0));
            while (true) {
                try (SocketChannel client = listeners.get("http").accept().orElseThrow()) {
                    ByteBuffer bytes = ByteBuffer.allocate(1024);
                    while (client.read(bytes) >= 0) {
                        // until the client has sent all
                    }
                    String told = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
                    if (told.startsWith("store ")) {
                        store(store, told.substring("store ".length()));
                    } else {
                        manager.send(told.split("\n", -1));
                    }
                    client.write(ByteBuffer.wrap("done".getBytes(StandardCharsets.US_ASCII)));
                }
            }
        }
    }

    private static void store(DescriptorStore store, String file) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
            if (!store.put("state", channel)) {
                throw new IllegalStateException("not stored");
            }
        }
    }
}
