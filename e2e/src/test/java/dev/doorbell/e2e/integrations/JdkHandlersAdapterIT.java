package dev.doorbell.e2e.integrations;

import java.util.List;

class JdkHandlersAdapterIT extends AdapterContract {
    @Override
    String name() {
        return "handlers of `com.sun.net.httpserver`";
    }

    @Override
    String file() {
        return "JdkHandlers.java";
    }

    @Override
    List<String> adapters() {
        return List.of("jetty");
    }

    @Override
    List<String> oldest() {
        return List.of(
                "org.eclipse.jetty:jetty-server:12.0.5",
                "org.eclipse.jetty:jetty-http-spi:12.0.5",
                "org.eclipse.jetty:jetty-slf4j-impl:12.0.5");
    }

    @Override
    List<String> newest() {
        return List.of(
                "org.eclipse.jetty:jetty-server:12.1.14",
                "org.eclipse.jetty:jetty-http-spi:12.1.14",
                "org.eclipse.jetty:jetty-slf4j-impl:12.1.14");
    }

    @Override
    String startedLine(int port) {
        return "{127.0.0.1:" + port + "}";
    }
}
