package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.DescriptorStore;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program that echoes to one client over several processes: the connection, and a file that counts the processes, are
 * in the descriptor store.
 */
public final class Keeping {
    private static final int BUFFER = 64 * 1024;

    /** A lock that is held while received bytes are not sent back yet. */
    private static final ReentrantLock MOVING = new ReentrantLock();

    private final ServiceManager manager = Doorbell.serviceManager();
    private final DescriptorStore store = manager.descriptorStore();

    private Keeping() {}

    public static void main(String[] args) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(MOVING::lock));
        new Keeping().live();
    }

    private void live() throws IOException {
        List<Listener> kept = Doorbell.stored("player");
        SocketChannel player = kept.isEmpty() ? first() : kept.get(0).socketChannel();
        List<Listener> lives = Doorbell.stored("lives");
        FileChannel file = lives.isEmpty() ? newFile() : lives.get(0).fileChannel();
        file.write(ByteBuffer.allocate(1));
        manager.status("life " + file.position() + ": " + names(kept) + " " + names(lives) + " "
                + names(Doorbell.stored("watched")) + " " + names(Doorbell.stored("unwatched")) + " "
                + names(Doorbell.stored("removed")));
        manager.ready();
        echo(player);
        manager.stopping();
    }

    private static List<String> names(List<Listener> listeners) {
        List<String> names = new ArrayList<>();
        listeners.forEach(listener -> names.add(listener.name() + " " + listener.kind()));
        return names;
    }

    /** Accepts the first client. The program is not ready before the second one. */
    private SocketChannel first() throws IOException {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse("keep"))) {
            ServerSocketChannel server = listeners.get("keep").serverSocketChannel();
            SocketChannel player = server.accept();
            manager.status("waiting for\nanother client");
            server.accept().close();
            store.put("player", player);
            store.put("removed", player);
            store.remove("removed");
            Pipe watched = endedPipe();
            store.put("watched", watched.source());
            Pipe unwatched = endedPipe();
            store.putUnwatched("unwatched", unwatched.source());
            return player;
        }
    }

    private static Pipe endedPipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.sink().close();
        return pipe;
    }

    private FileChannel newFile() throws IOException {
        FileChannel file = FileChannel.open(
                Files.createTempFile("lives", ""),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        store.put("lives", file);
        return file;
    }

    private static void echo(SocketChannel player) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER);
        player.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            player.register(selector, SelectionKey.OP_READ);
            boolean more = true;
            while (more) {
                selector.select();
                selector.selectedKeys().clear();
                MOVING.lock();
                try {
                    more = player.read(bytes.clear()) >= 0;
                    bytes.flip();
                    while (bytes.hasRemaining()) {
                        player.write(bytes);
                    }
                } finally {
                    MOVING.unlock();
                }
            }
        }
        player.close();
    }
}
