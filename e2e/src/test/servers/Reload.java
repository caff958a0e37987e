import sun.misc.Signal;

/** Closes the listener of a server and opens it again on each SIGHUP, until SIGTERM. */
final class Reload {
    private Reload() {}

    interface Action {
        void run() throws Exception;
    }

    static void onHangup(Action closeAndOpen) throws InterruptedException {
        Signal.handle(new Signal("HUP"), signal -> {
            try {
                closeAndOpen.run();
                System.out.println("reopened");
            } catch (Exception e) {
                e.printStackTrace();
            }
        });
        // some servers have no other thread that keeps the JVM running while they are closed
        Thread.currentThread().join();
    }
}
