package dev.doorbell.e2e.integrations;

import java.util.List;

/** The starter for Spring Boot, on Jetty. */
class SpringBootJettyAdapterIT extends AdapterContract {
    @Override
    String name() {
        return "Spring Boot on Jetty";
    }

    @Override
    String file() {
        return "SpringBoot.java";
    }

    @Override
    List<String> adapters() {
        return List.of("tomcat", "jetty", "netty", "reactor-netty", "spring-boot-starter");
    }

    /** Without the starter of Spring MVC, which has Tomcat. */
    @Override
    List<String> oldest() {
        return List.of(
                "org.springframework.boot:spring-boot-starter-jetty:3.5.16",
                "org.springframework.boot:spring-boot-starter-json:3.5.16",
                "org.springframework:spring-webmvc:6.2.19");
    }

    @Override
    List<String> newest() {
        return List.of(
                "org.springframework.boot:spring-boot-starter-jetty:4.1.2",
                "org.springframework.boot:spring-boot-webmvc:4.1.2");
    }

    @Override
    String startedLine(int port) {
        return port + " (http/1.1)";
    }
}
