package dev.doorbell.e2e.servers;

import java.util.List;

/** A program of Spring Boot, as an executable jar, on each server that Boot has. */
final class SpringBoot {
    private static final String OLD = "3.5.7";
    private static final String NEW = "4.0.0";

    static final List<Server> SERVERS = List.of(
            boot("Spring Boot 3, Tomcat", OLD, "web"),
            boot("Spring Boot 3, Jetty", OLD, "jetty", "org.springframework:spring-webmvc:6.2.12", json(OLD)),
            boot("Spring Boot 3, Undertow", OLD, "undertow", "org.springframework:spring-webmvc:6.2.12", json(OLD)),
            boot("Spring Boot 3, Netty", OLD, "webflux"),
            boot("Spring Boot 4, Tomcat", NEW, "webmvc"),
            boot("Spring Boot 4, Jetty", NEW, "jetty", starter(NEW, "spring-boot-webmvc"))
                    .core(),
            boot("Spring Boot 4, Netty", NEW, "webflux"));

    private SpringBoot() {}

    private static Server boot(String name, String version, String starter, String... more) {
        String[] artifacts = new String[more.length + 2];
        artifacts[0] = starter(version, "spring-boot-starter-" + starter);
        artifacts[1] = starter(version, "spring-boot-loader");
        System.arraycopy(more, 0, artifacts, 2, more.length);
        return Server.fatJar(name, "demo.Boot", artifacts).arguments("--server.port={port}");
    }

    private static String json(String version) {
        return starter(version, "spring-boot-starter-json");
    }

    private static String starter(String version, String artifact) {
        return "org.springframework.boot:" + artifact + ':' + version;
    }
}
