package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.spec.ListenerSpec;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A program that rejects clients of the listeners without a spec, until the first client of its own listener; then it
 * closes that, and continues.
 */
public final class Rejecting {
    private static final long BOUND_MILLIS = 30_000;

    private Rejecting() {}

    /**
     * Serves.
     *
     * @param args a spec
     */
    public static void main(String[] args) throws Exception {
        List<Thread> rejecting;
        try (Listeners listeners = Doorbell.builder()
                .listen(ListenerSpec.parse(args[0]))
                .whenUnclaimed(WhenUnclaimed.REJECT)
                .open()) {
            rejecting = rejecting();
            System.out.println("threads: " + rejecting.size());
            System.out.println("ready");
            listeners.get("asked").accept().orElseThrow().close();
        }
        for (Thread thread : rejecting) {
            thread.join(BOUND_MILLIS);
        }
        System.out.println("closed, threads: " + rejecting().size());
        new CountDownLatch(1).await();
    }

    private static List<Thread> rejecting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("doorbell-reject") && thread.isDaemon())
                .toList();
    }
}
