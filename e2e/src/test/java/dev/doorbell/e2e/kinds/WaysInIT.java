package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to a JDK channel that this JDK has, with TCP, UDP and a UNIX stream at once. */
@Timeout(120)
@Needs("cc")
class WaysInIT {
    private static final String OPENED = "java.base/sun.nio.ch=ALL-UNNAMED";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("options")
    void tcp_udp_and_unix_streams_are_adopted(List<String> options) throws Exception {
        try (Started daemon = start(options)) {
            assertServes(daemon);
        }
    }

    @ParameterizedTest
    @MethodSource("optionsWithoutNativeCode")
    void no_class_of_jna_is_loaded_where_another_way_is_open(List<String> options) throws Exception {
        List<String> logging = new ArrayList<>(options);
        Path log = directory.resolve("classes.log");
        logging.add("-Xlog:class+load:file=" + log);
        try (Started daemon = start(logging)) {
            assertServes(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
        assertThat(log).content().contains("dev.doorbell.descriptors.").doesNotContain("com.sun.jna.", " jnr.");
    }

    @Test
    void the_jar_with_its_manifest_loads_no_class_of_jna() throws Exception {
        Path log = directory.resolve("classes.log");
        List<String> command = EchoDaemon.command(spawn(), List.of("-Xlog:class+load:file=" + log), specs());
        try (Started daemon = Started.start(command)) {
            assertServes(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
        assertThat(log).content().contains("dev.doorbell.descriptors.").doesNotContain("com.sun.jna.", " jnr.");
    }

    /** An opened package makes the start slower, and gives the program access that it does not need. */
    @ParameterizedTest
    @MethodSource("jars")
    void the_jars_open_no_package(String file) throws Exception {
        try (JarFile jar = new JarFile(file)) {
            assertThat(jar.getManifest().getMainAttributes())
                    .containsKey(new Attributes.Name("Enable-Native-Access"))
                    .doesNotContainKey(new Attributes.Name("Add-Opens"));
        }
    }

    static Stream<String> jars() {
        return Stream.of(Paths.ECHO_DAEMON, Paths.HTTP_DAEMON, Paths.DOORBELL_COMMAND);
    }

    static Stream<List<String>> options() {
        return Stream.concat(optionsWithoutNativeCode(), Stream.of(List.of("-Ddoorbell.access=jna")));
    }

    static Stream<List<String>> optionsWithoutNativeCode() {
        return Stream.of(
                List.of(),
                List.of("-Ddoorbell.access=serialization"),
                List.of("--add-opens", OPENED),
                List.of("--add-opens", OPENED, "-Ddoorbell.access=opened"));
    }

    private Started start(List<String> options) throws Exception {
        List<String> command = new ArrayList<>(spawn());
        command.add(Paths.JAVA);
        command.addAll(options);
        // from the class path: no manifest grants native access
        command.addAll(List.of("-cp", Paths.ECHO_DAEMON, "dev.doorbell.examples.echo.Main"));
        command.addAll(List.of(specs()));
        return Started.start(command);
    }

    private List<String> spawn() {
        return List.of(
                Paths.SPAWN,
                "--nonblock",
                "--tcp",
                "127.0.0.1:0",
                "--udp",
                "127.0.0.1:0",
                "--unix",
                directory.resolve("s").toString(),
                "--listen-pid",
                "self",
                "--fdnames",
                "t:u:s",
                "--");
    }

    private static String[] specs() {
        return new String[] {"t=tcp://127.0.0.1:1", "u=udp://127.0.0.1:1", "s=unix:///nowhere"};
    }

    private void assertServes(Started daemon) throws Exception {
        assertThat(daemon.lines()).hasSize(3).allMatch(line -> line.contains("\"provider\":\"systemd\""));
        Echo.overTcp(Echo.address(daemon.address(0)));
        Echo.overUdp(Echo.address(daemon.address(1)));
        Echo.overUnix(directory.resolve("s"));
    }
}
