package dev.doorbell.examples.http;

import dev.doorbell.Listeners;
import java.time.Duration;

/**
 * The end by SIGTERM. It halts the JVM with 0, which would report 143 (128 + SIGTERM) otherwise, and a service manager
 * takes that for a failure.
 */
final class Shutdown extends Thread {
    private final WebServer server;
    private final Listeners listeners;
    private final Duration drain;

    Shutdown(WebServer server, Listeners listeners, Duration drain) {
        super("http shutdown");
        this.server = server;
        this.listeners = listeners;
        this.drain = drain;
    }

    @Override
    public void run() {
        try {
            server.stop(drain);
            listeners.close();
        } catch (Exception e) {
            System.err.println("http-daemon: " + e.getMessage());
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
