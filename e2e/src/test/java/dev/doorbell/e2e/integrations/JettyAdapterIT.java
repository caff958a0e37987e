package dev.doorbell.e2e.integrations;

import java.util.List;

class JettyAdapterIT extends AdapterContract {
    @Override
    String tls() {
        return "yes";
    }

    @Override
    String file() {
        return "HelloJetty.java";
    }

    @Override
    List<String> adapters() {
        return List.of("jetty");
    }

    @Override
    List<String> oldest() {
        return List.of("org.eclipse.jetty:jetty-server:12.0.4", "org.eclipse.jetty:jetty-slf4j-impl:12.0.4");
    }

    @Override
    List<String> newest() {
        return List.of("org.eclipse.jetty:jetty-server:12.1.14", "org.eclipse.jetty:jetty-slf4j-impl:12.1.14");
    }

    @Override
    String startedLine(int port) {
        return "{127.0.0.1:" + port + "}";
    }
}
