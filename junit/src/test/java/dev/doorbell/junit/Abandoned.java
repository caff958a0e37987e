package dev.doorbell.junit;

import dev.doorbell.junit.resources.ResourceReaper;

/** A JVM that starts a program, may wait for its end, prints its directory and output, and waits to be killed. */
final class Abandoned {
    private Abandoned() {}

    public static void main(String[] arguments) throws Exception {
        Activated app = Activated.command("sh", "-c", arguments[0])
                .listen("control=unix:")
                .atOnce()
                .start();
        app.awaitOutput("\n");
        if (arguments.length > 1) {
            int unused = app.awaitExit();
        }
        System.out.println(ResourceReaper.instance().directory());
        System.out.println(app.output().strip());
        Thread.currentThread().join();
    }
}
