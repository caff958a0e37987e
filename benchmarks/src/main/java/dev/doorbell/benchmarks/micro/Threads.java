package dev.doorbell.benchmarks.micro;

/** Threads of both sorts, by the means of JDK 17. */
final class Threads {
    private Threads() {}

    static void platform(Runnable task) {
        Thread thread = new Thread(task, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    static void virtual(Runnable task) {
        try {
            Object unused =
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "JDK " + Runtime.version().feature() + " has no virtual threads. Run this one on JDK 21 or later.",
                    e);
        }
    }
}
