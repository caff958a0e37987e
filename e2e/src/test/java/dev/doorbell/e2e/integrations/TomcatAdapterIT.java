package dev.doorbell.e2e.integrations;

import java.util.List;

/** The adapter for Tomcat, embedded in the program of its section. */
class TomcatAdapterIT extends AdapterContract {
    @Override
    String tls() {
        return "with `server.xml`";
    }

    @Override
    String file() {
        return "EmbeddedTomcat.java";
    }

    @Override
    List<String> adapters() {
        return List.of("tomcat");
    }

    @Override
    List<String> oldest() {
        return List.of("org.apache.tomcat.embed:tomcat-embed-core:10.1.6");
    }

    @Override
    List<String> newest() {
        return List.of("org.apache.tomcat.embed:tomcat-embed-core:11.0.27");
    }

    @Override
    String startedLine(int port) {
        return "Starting ProtocolHandler [\"http-nio-127.0.0.1-" + port + "\"]";
    }
}
