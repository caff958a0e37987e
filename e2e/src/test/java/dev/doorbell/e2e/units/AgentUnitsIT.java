package dev.doorbell.e2e.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.programs.PlainEcho;
import dev.doorbell.needs.Needs;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server without a line of Doorbell, in the units that {@code doorbell units --agent} writes. */
@Tag("once")
@Needs({"ip", "python3", "private systemd"})
@Timeout(180)
class AgentUnitsIT {
    private static final String AGENT = "/opt/doorbell/doorbell-agent.jar";
    private static final String SERVER = "/opt/plain/plain.jar";

    @Booted
    private static PrivateSystemd systemd;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare(@TempDir Path scratch) throws Exception {
        systemd.put(Paths.ROOT.resolve("agent/target/doorbell-agent.jar"), AGENT);
        systemd.put(jar(scratch.resolve("plain.jar")), SERVER);
    }

    private static Path jar(Path file) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PlainEcho.class.getName());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : List.of(PlainEcho.class, Class.forName(PlainEcho.class.getName() + "$Serving"))) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream content = type.getClassLoader().getResourceAsStream(entry)) {
                    Objects.requireNonNull(content, entry).transferTo(jar);
                }
            }
        }
        return file;
    }

    private List<Path> units(String name, List<String> options, List<String> specs, String... arguments)
            throws Exception {
        List<String> words = new ArrayList<>(List.of("--agent", AGENT));
        words.addAll(options);
        words.addAll(specs);
        words.addAll(List.of("--", "/usr/bin/java", "-jar", SERVER));
        words.addAll(List.of(arguments));
        return Generated.units(folder, name, words.toArray(new String[0]));
    }

    @Test
    void its_first_client_starts_it_and_it_is_ready_and_ends_when_idle_and_starts_again() throws Exception {
        List<String> specs = List.of("http=tcp://127.0.0.1:9501", "control=unix:///run/plain/control");
        Generated.listening(
                systemd, units("plain", List.of("--notify", "--idle-exit", "3s"), specs, "9501", "/run/plain/control"));
        assertThat(systemd.show("plain.service", "ActiveState")).isEqualTo("inactive");
        for (int life = 0; life < 2; life++) {
            systemd.client("tcp", "127.0.0.1", "9501");
            systemd.awaitState("plain.service", "ActiveState", "active");
            systemd.client("stream", "/run/plain/control");
            systemd.awaitState("plain.service", "ActiveState", "inactive");
            assertThat(systemd.show("plain.service", "Result")).isEqualTo("success");
        }
        assertThat(systemd.show("plain-http.socket", "ActiveState")).isEqualTo("active");
        assertThat(systemd.journal("plain.service")).noneMatch(line -> line.contains("doorbell-agent: "));
    }

    @Test
    void it_stops_as_its_unit_says() throws Exception {
        Generated.listening(systemd, units("stopped", List.of(), List.of("http=tcp://127.0.0.1:9502"), "9502"));
        systemd.client("tcp", "127.0.0.1", "9502");
        systemd.systemctl("stop", "stopped.service");
        assertThat(systemd.show("stopped.service", "Result")).isEqualTo("success");
        systemd.client("tcp", "127.0.0.1", "9502");
        systemd.systemctl("stop", "stopped.service", "stopped.socket");
    }

    @Test
    void a_unit_with_a_socket_for_each_ip_version_is_refused_with_the_fix() throws Exception {
        Generated.listening(systemd, units("both", List.of(), List.of("http=tcp://*:9503"), "9503"));
        systemd.systemctl("stop", "both.socket");
        systemd.install("both.socket.d/two.conf", """
                [Socket]
                ListenStream=
                ListenStream=0.0.0.0:9503
                ListenStream=[::]:9503
                BindIPv6Only=ipv6-only
                """);
        systemd.reload();
        systemd.systemctl("start", "both.service");
        systemd.awaitJournal("both.service", "with BindIPv6Only=both");
        systemd.awaitState("both.service", "Result", "exit-code");
        systemd.systemctl("stop", "both.socket");
    }
}
