package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Takes in whatever comes, until the process ends. */
final class OpenDoor implements Door {
    private static final Closeable NOTHING = new Nothing();

    @Override
    public Client accept(Listener listener) throws IOException {
        SocketChannel client = listener.accept().orElseThrow();
        return new Client(client, client);
    }

    @Override
    public Closeable await(Listener listener) {
        return NOTHING;
    }

    private static final class Nothing implements Closeable {
        @Override
        public void close() {}
    }
}
