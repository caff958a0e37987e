package dev.doorbell.e2e.integrations;

import java.util.List;

/** The starter for Spring Boot, on Tomcat. */
class SpringBootAdapterIT extends AdapterContract {
    @Override
    String name() {
        return "Spring Boot on Tomcat";
    }

    @Override
    String file() {
        return "SpringBoot.java";
    }

    @Override
    List<String> adapters() {
        return List.of("tomcat", "jetty", "netty", "reactor-netty", "spring-boot-starter");
    }

    @Override
    List<String> oldest() {
        return List.of("org.springframework.boot:spring-boot-starter-web:3.5.16");
    }

    @Override
    List<String> newest() {
        return List.of("org.springframework.boot:spring-boot-starter-webmvc:4.1.2");
    }

    @Override
    String startedLine(int port) {
        return port + " (http)";
    }
}
