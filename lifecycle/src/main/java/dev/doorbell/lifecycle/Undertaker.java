package dev.doorbell.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process that should have ended. One that lives on without a listener keeps the service manager from starting
 * the next, and clients wait for ever. It watches on a daemon thread, which keeps nothing alive, and leaves a main thread
 * that is still at work in peace.
 */
final class Undertaker {
    private static final int PATIENCE_SECONDS = 10;
    private static final int ENDED = 0;
    private static final int STUCK = 1;

    /** What the JVM calls the thread that has returned from main and waits for those that are no daemons. */
    private static final String AFTER_MAIN = "DestroyJavaVM";

    private Undertaker() {}

    /**
     * Watches a program that has decided to end.
     *
     * @param ended when its hook has run
     * @param millis how long that may take
     */
    static void watch(CountDownLatch ended, long millis) {
        Thread thread = new Thread(
                () -> {
                    try {
                        bury(ended, millis);
                    } catch (InterruptedException e) {
                        // nobody has this thread to interrupt it
                    }
                },
                "doorbell-undertaker");
        thread.setDaemon(true);
        thread.start();
    }

    private static void bury(CountDownLatch ended, long millis) throws InterruptedException {
        if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
            Log.warn(
                    "This program does not come to its end: its onEnd, an Intake or a listener hangs. It is halted.",
                    null);
            Runtime.getRuntime().halt(STUCK);
        }
        awaitForgotten();
        Log.warn(
                "This program has ended, but its process has not, because of these threads: "
                        + String.join(", ", notDaemons())
                        + ". It is made to exit. End them in Lifecycle's onEnd, or make them daemons.",
                null);
        Thread exit = new Thread(() -> System.exit(ENDED), "doorbell-exit");
        exit.setDaemon(true);
        exit.start();
        // a shutdown hook may hang too
        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        Runtime.getRuntime().halt(ENDED);
    }

    /** Until main has returned, and the others have not ended within the patience. */
    private static void awaitForgotten() throws InterruptedException {
        int seconds = 0;
        while (seconds < PATIENCE_SECONDS) {
            TimeUnit.SECONDS.sleep(1);
            seconds = isAlive(AFTER_MAIN) ? seconds + 1 : 0;
        }
    }

    private static boolean isAlive(String name) {
        return threads().stream().anyMatch(thread -> thread.getName().equals(name));
    }

    private static List<String> notDaemons() {
        List<String> names = new ArrayList<>();
        for (Thread thread : threads()) {
            if (!thread.isDaemon() && !thread.getName().equals(AFTER_MAIN)) {
                names.add("\"" + thread.getName() + "\"");
            }
        }
        return names;
    }

    private static List<Thread> threads() {
        return List.copyOf(Thread.getAllStackTraces().keySet());
    }
}
