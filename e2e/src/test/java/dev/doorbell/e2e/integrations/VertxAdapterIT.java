package dev.doorbell.e2e.integrations;

import java.util.List;

/** Vert.x: the rules of every adapter. */
class VertxAdapterIT extends AdapterContract {
    @Override
    String name() {
        return "Vert.x";
    }

    @Override
    String file() {
        return "VertxHello.java";
    }

    @Override
    List<String> adapters() {
        return List.of("netty", "vertx");
    }

    @Override
    List<String> oldest() {
        return List.of("io.vertx:vertx-core:5.0.0");
    }

    @Override
    List<String> newest() {
        return List.of("io.vertx:vertx-core:5.2.3");
    }

    @Override
    String startedLine(int port) {
        return "serving port " + port;
    }
}
