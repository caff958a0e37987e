package dev.doorbell.junit;

import dev.doorbell.junit.resources.ResourceReaper;

/** A JVM that starts a program, prints where it is, and waits to be killed. */
final class Abandoned {
    private Abandoned() {}

    public static void main(String[] arguments) throws Exception {
        Activated app = Activated.command("sh", "-c", arguments[0])
                .listen("control=unix:")
                .atOnce()
                .start();
        app.awaitOutput("\n");
        System.out.println(ResourceReaper.instance().directory());
        System.out.println(app.output().strip());
        Thread.currentThread().join();
    }
}
