package dev.doorbell.e2e.servers;

import static dev.doorbell.e2e.servers.Server.program;

import java.util.List;

/** Libraries: each with a program of a few lines in {@code src/test/servers}. */
final class Embedded {
    private static final String EPOLL = "io.netty:netty-transport-native-epoll:jar:linux-"
            + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ":";

    private static final String TELEMETRY = "io.opentelemetry.javaagent:opentelemetry-javaagent:2.21.0";

    private static final String[] EXPORTS_NOTHING = {
        "-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"
    };

    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final Exchange HEALTH = Grpc.call("/grpc.health.v1.Health/Check");

    static final List<Server> SERVERS = List.of(
            program("JDK HttpServer", "JdkHttp").core().reopensOnHangup(),
            jetty("Jetty").core(),
            jetty("Jetty, OpenTelemetry's agent before ours")
                    .behindAgent(TELEMETRY)
                    .options(EXPORTS_NOTHING),
            jetty("Jetty, OpenTelemetry's agent behind ours")
                    .beforeAgent(TELEMETRY)
                    .options(EXPORTS_NOTHING),
            tomcat("Tomcat, NIO", "org.apache.coyote.http11.Http11NioProtocol").core(),
            tomcat("Tomcat, NIO2", "org.apache.coyote.http11.Http11Nio2Protocol"),
            program("Undertow", "UndertowServer", "io.undertow:undertow-core:2.3.20.Final")
                    .core()
                    .reopensOnHangup(),
            netty("Netty 4.1, NIO", "4.1.128.Final", "nio"),
            netty("Netty 4.1, epoll", "4.1.128.Final", "epoll").core(),
            netty("Netty 4.2, NIO", "4.2.7.Final", "nio"),
            netty("Netty 4.2, epoll", "4.2.7.Final", "epoll"),
            vertx("Vert.x 4, epoll", "4.5.22", "4.1.128.Final"),
            vertx("Vert.x 5, epoll", "5.0.5", "4.2.7.Final"),
            program("Javalin", "JavalinServer", "io.javalin:javalin:6.7.0"),
            program(
                            "gRPC, shaded Netty",
                            "GrpcHealth",
                            "io.grpc:grpc-netty-shaded:1.76.0",
                            "io.grpc:grpc-services:1.76.0")
                    .core()
                    .asked(HEALTH),
            program("Helidon", "Helidon", "io.helidon.webserver:helidon-webserver:4.3.1")
                    // says that it closes the connection, and waits for the client to do so
                    .asked(Requests.text(GET, "HTTP/1.1 200 OK"))
                    .since(21),
            program(
                    "Micronaut",
                    "demo.MicronautServer",
                    "io.micronaut:micronaut-http-server-netty:4.10.8",
                    "io.micronaut:micronaut-inject-java:4.10.8",
                    "io.micronaut:micronaut-jackson-databind:4.10.8"),
            program("Ktor, Netty", "Ktor", "io.ktor:ktor-server-netty-jvm:3.3.1"),
            program("Grizzly", "GrizzlyServer", "org.glassfish.grizzly:grizzly-http-server:4.0.2")
                    .reopensOnHangup(),
            program("MINA", "Mina", "org.apache.mina:mina-core:2.2.4")
                    .asked(Requests.text("hello\n", "hello\n"))
                    .remark(
                            "MINA itself fails to bind the address of a listener that it has closed, also without the agent"));

    private Embedded() {}

    private static Server jetty(String name) {
        return program(name, "Jetty", "org.eclipse.jetty:jetty-server:12.1.4").reopensOnHangup();
    }

    private static Server tomcat(String name, String protocol) {
        return program(name, "EmbeddedTomcat", "org.apache.tomcat.embed:tomcat-embed-core:11.0.13")
                .arguments("{port}", "{dir}", protocol)
                .reopensOnHangup();
    }

    private static Server netty(String name, String version, String transport) {
        return program(name, "NettyHttp", "io.netty:netty-codec-http:" + version, EPOLL + version)
                .arguments("{port}", transport)
                .reopensOnHangup();
    }

    private static Server vertx(String name, String version, String netty) {
        return program(name, "VertxHttp", "io.vertx:vertx-core:" + version, EPOLL + netty)
                .reopensOnHangup();
    }
}
