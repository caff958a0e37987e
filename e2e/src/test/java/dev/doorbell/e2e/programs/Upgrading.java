package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.handover.generations.Generations;
import dev.doorbell.lifecycle.Accepted;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * An echo server that upgrades itself on SIGHUP, and prints what has come of it: {@code FILE SPEC...}. It fails at once while
 * FILE is there.
 */
public final class Upgrading {
    private static final ExecutorService POOL = Executors.newCachedThreadPool();
    private final Lifecycle life;
    private final Generations generations;

    private Upgrading(Listeners listeners) throws IOException {
        generations = Generations.of(listeners)
                .settle(Duration.ofMillis(Long.getLong("settle", 100)))
                .build();
        life = Lifecycle.of(listeners)
                .drain(Duration.ofSeconds(20))
                .onReload(() -> POOL.execute(this::upgrade))
                .onEnd(POOL::shutdown)
                .start();
    }

    /** Serves, and ends with the lifecycle. */
    public static void main(String[] args) throws Exception {
        if (Files.exists(Path.of(args[0]))) {
            System.exit(3);
        }
        ListenerSpec[] specs = Stream.of(args).skip(1).map(ListenerSpec::parse).toArray(ListenerSpec[]::new);
        try (Listeners listeners = Doorbell.open(specs)) {
            new Upgrading(listeners).serve(listeners);
        }
    }

    private void serve(Listeners listeners) throws Exception {
        try (generations;
                life) {
            for (Listener listener : listeners.all()) {
                POOL.execute(() -> life.acceptAll(listener, client -> POOL.execute(() -> echo(client))));
                System.out.println("listening on " + listener.address().orElseThrow());
            }
            life.ready();
            long pid = ProcessHandle.current().pid();
            System.out.println("process " + pid + " notifies " + System.getenv("NOTIFY_SOCKET"));
            System.out.println("serving " + pid);
            life.awaitEnd();
        }
    }

    private void upgrade() {
        try {
            Process next = generations.upgrade();
            System.out.println("upgraded to " + next.pid());
            if (!life.stopUnlessEnding()) {
                next.destroy();
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    private static void echo(Accepted client) {
        try (client) {
            ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
            while (client.channel().read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    client.channel().write(bytes);
                }
                bytes.clear();
            }
        } catch (IOException e) {
            System.err.println(e);
        }
    }
}
