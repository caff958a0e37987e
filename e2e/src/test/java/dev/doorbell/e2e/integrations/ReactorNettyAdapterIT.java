package dev.doorbell.e2e.integrations;

import java.util.List;

/** Reactor Netty: the rules of every adapter. */
class ReactorNettyAdapterIT extends AdapterContract {
    @Override
    String file() {
        return "ReactorHello.java";
    }

    @Override
    List<String> adapters() {
        return List.of("netty", "reactor-netty");
    }

    @Override
    List<String> oldest() {
        return List.of("io.projectreactor.netty:reactor-netty-http:1.2.0");
    }

    @Override
    List<String> newest() {
        return List.of("io.projectreactor.netty:reactor-netty-http:1.3.7");
    }

    @Override
    String startedLine(int port) {
        return "serving port " + port;
    }
}
