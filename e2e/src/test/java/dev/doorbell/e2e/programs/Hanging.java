package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Accepted;
import dev.doorbell.lifecycle.HealthCheck;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.ListenerSpec;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that works on one thread, and blocks that thread at its first client. All its other threads continue. */
public final class Hanging {
    private Hanging() {}

    public static void main(String[] args) throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse("http"));
                Lifecycle life = Lifecycle.of(listeners)
                        .watchdog(HealthCheck.through(worker))
                        .start()) {
            life.ready();
            Optional<Accepted> client = life.accept(listeners.get("http"));
            worker.execute(Hanging::hang);
            System.out.println("hangs for " + client.map(Accepted::channel));
            life.awaitEnd();
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
