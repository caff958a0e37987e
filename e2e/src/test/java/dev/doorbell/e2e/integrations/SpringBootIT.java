package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.libsystemd.NotifyReceiver;
import dev.doorbell.e2e.servers.Artifacts;
import dev.doorbell.e2e.servers.FatJar;
import dev.doorbell.e2e.servers.HeldServer;
import dev.doorbell.e2e.servers.Holder;
import dev.doorbell.e2e.servers.Http;
import dev.doorbell.needs.Needs;
import java.io.File;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cases of the starter for Spring Boot beside the rules of every adapter. */
@Needs("python3")
@Timeout(120)
class SpringBootIT {
    private static final String ALIVE = HexFormat.of().formatHex("WATCHDOG=1".getBytes(StandardCharsets.US_ASCII));
    private static final boolean BOOT3 = Runtime.version().feature() == 17;
    private static final String VERSION = BOOT3 ? "3.5.16" : "4.1.2";

    @TempDir
    Path directory;

    private String classPath;

    @BeforeEach
    void find() throws Exception {
        String starter = BOOT3 ? "web" : "webmvc";
        classPath = withAdapters(
                "org.springframework.boot:spring-boot-starter-" + starter + ":" + VERSION,
                "org.springframework.boot:spring-boot-starter-actuator:" + VERSION);
    }

    private static String withAdapters(String... coordinates) throws Exception {
        return String.join(
                File.pathSeparator,
                Paths.DOORBELL_COMMAND,
                Paths.jar("integrations/tomcat").toString(),
                Paths.jar("integrations/jetty").toString(),
                Paths.jar("integrations/netty").toString(),
                Paths.jar("integrations/reactor-netty").toString(),
                Paths.jar("integrations/spring-boot-starter").toString(),
                Artifacts.classPath(coordinates));
    }

    private PageProgram program(String file) throws Exception {
        return PageProgram.compiled(file, classPath, directory);
    }

    private Holder holder() {
        return new Holder(directory);
    }

    @Test
    void a_repackaged_jar_is_served() throws Exception {
        PageProgram program = program("SpringBoot.java");
        Path loader = Artifacts.file("org.springframework.boot:spring-boot-loader:" + VERSION);
        Path jar = FatJar.of(
                program.name(), directory.resolve("classes"), classPath + File.pathSeparator + loader, directory);
        List<String> command = new ArrayList<>(List.of(Paths.JAVA));
        command.addAll(HeldServer.SHORT_LIFE);
        command.addAll(List.of("-jar", jar.toString()));
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0");
                SocketChannel early = SocketChannel.open(holder.address(0));
                HeldServer server = holder.start(command)) {
            Http.get("/").with(early);
            server.awaitOutput("Tomcat started on port " + holder.port(0) + " (http)");
            assertThat(server.terminate()).as(server.output()).isZero();
        }
    }

    @Test
    void the_management_server_is_served_and_its_health_feeds_the_watchdog() throws Exception {
        String address = directory.resolve("notify").toString();
        List<String> command =
                program("SpringBoot.java").command(List.of(), "--server.port=8080", "--management.server.port=8081");
        try (NotifyReceiver manager = new NotifyReceiver(address);
                Holder holder = holder().listen("http=tcp://127.0.0.1:0")
                        .listen("management=tcp://127.0.0.1:0")
                        .environment("NOTIFY_SOCKET", address)
                        .environment("WATCHDOG_USEC", "1000000");
                SocketChannel early = SocketChannel.open(holder.address(1));
                HeldServer server = holder.start(command)) {
            Http.get("/actuator").with(early);
            while (!manager.next().contains(ALIVE)) {}
            assertThat(server.terminate()).as(server.output()).isZero();
        }
    }

    @Test
    void a_jetty_takes_the_listener_of_the_management_server_too() throws Exception {
        String boot = "org.springframework.boot:spring-boot-starter-";
        classPath = withAdapters(
                boot + "jetty:" + VERSION,
                boot + "actuator:" + VERSION,
                boot + (BOOT3 ? "json:" : "jackson:") + VERSION,
                BOOT3
                        ? "org.springframework:spring-webmvc:6.2.19"
                        : "org.springframework.boot:spring-boot-webmvc:4.1.2");
        List<String> command = program("SpringBoot.java")
                .command(
                        List.of(),
                        "--server.port=8080",
                        "--management.server.port=8081",
                        "--server.jetty.max-connections=10");
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0").listen("management=tcp://127.0.0.1:0");
                SocketChannel early = SocketChannel.open(holder.address(1));
                HeldServer server = holder.start(command)) {
            Http.get("/actuator").with(early);
            assertThat(server.terminate()).as(server.output()).isZero();
        }
    }

    @Test
    void a_listener_is_injected_by_its_name() throws Exception {
        List<String> command = program("SpringListener.java")
                .command(
                        List.of(),
                        "--server.port=0",
                        "--doorbell.listeners.control=unix:" + directory.resolve("c.sock"));
        try (Holder holder = holder().listen("control=tcp://127.0.0.1:0")) {
            // one that is passed with another kind than the key says
            try (HeldServer server = holder.start(command)) {
                assertThat(server.exitCode()).isEqualTo(1);
                assertThat(server.output()).contains("APPLICATION FAILED TO START", "\"control\"", "UNIX_STREAM");
            }
        }
        try (Holder holder = holder().listen("control=unix:" + directory.resolve("passed.sock"));
                SocketChannel early = SocketChannel.open(holder.address(0));
                HeldServer server = holder.start(command)) {
            assertThat(new String(Channels.newInputStream(early).readAllBytes(), StandardCharsets.US_ASCII))
                    .as(server.output())
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void another_version_of_spring_boot_is_a_clear_error() throws Exception {
        classPath = withAdapters("org.springframework.boot:spring-boot-starter-web:3.4.13");
        try (Holder holder = holder();
                HeldServer server = holder.start(program("SpringBoot.java").command(List.of()))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output())
                    .contains("APPLICATION FAILED TO START", "expected Spring Boot 3.5 to 4.x, got 3.4.13");
        }
    }

    @Test
    void a_name_that_is_not_passed_is_a_clear_error() throws Exception {
        List<String> command =
                program("SpringListener.java").command(List.of(), "--server.port=0", "--doorbell.listeners.control=");
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0");
                HeldServer server = holder.start(command)) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output())
                    .contains("APPLICATION FAILED TO START", "No listener named \"control\" was passed");
        }
    }
}
