package dev.doorbell.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The exit of a process that should have ended. One that runs on without a listener keeps the service manager from starting
 * the next, and clients wait indefinitely. The watch is on a daemon thread, and does not disturb a main thread that is still
 * at work.
 */
final class ForcedExit {
    private static final int PATIENCE_SECONDS = 10;
    private static final int ENDED = 0;
    private static final int STUCK = 1;

    /** The JVM's name for the thread that has returned from main and waits for the other non-daemon threads. */
    private static final String AFTER_MAIN = "DestroyJavaVM";

    private ForcedExit() {}

    /**
     * Watches a process that has begun to end.
     *
     * @param ended counted down when the program's hook has run
     * @param millis how long that may take
     */
    static void watch(CountDownLatch ended, long millis) {
        daemon("doorbell-forced-exit", () -> {
            try {
                exit(ended, millis);
            } catch (InterruptedException e) {
                // no other class has this thread to interrupt it
            }
        });
    }

    private static void exit(CountDownLatch ended, long millis) throws InterruptedException {
        if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
            LifecycleLog.warn(
                    "The process is halted, as its shutdown does not end: onEnd, an Intake or a listener hangs.", null);
            Runtime.getRuntime().halt(STUCK);
        }
        awaitForgottenThreads();
        LifecycleLog.warn(
                "The process is made to exit, as these threads keep it running after its shutdown: "
                        + String.join(", ", nonDaemons())
                        + ". End them in Lifecycle's onEnd, or make them daemon threads.",
                null);
        daemon("doorbell-exit", () -> System.exit(ENDED));
        // a shutdown hook may hang too
        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        Runtime.getRuntime().halt(ENDED);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until main has returned, and the other threads have not ended within the patience. */
    private static void awaitForgottenThreads() throws InterruptedException {
        int seconds = 0;
        while (seconds < PATIENCE_SECONDS) {
            TimeUnit.SECONDS.sleep(1);
            seconds = threads().stream().anyMatch(ForcedExit::isAfterMain) ? seconds + 1 : 0;
        }
    }

    private static List<String> nonDaemons() {
        return threads().stream()
                .filter(thread -> !thread.isDaemon() && !isAfterMain(thread))
                .map(thread -> "\"" + thread.getName() + "\"")
                .toList();
    }

    private static boolean isAfterMain(Thread thread) {
        return thread.getName().equals(AFTER_MAIN);
    }

    /** Every thread of the JVM, without its stack. */
    private static List<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[2 * root.activeCount() + 8];
        return new ArrayList<>(Arrays.asList(threads).subList(0, root.enumerate(threads)));
    }
}
