package dev.doorbell.descriptors.adoption;

/** Virtual threads, from JDK 21 on; a platform thread before. */
final class VirtualThreads {
    private VirtualThreads() {}

    static Thread startIfThereAre(Runnable task) throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 21) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        }
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }
}
