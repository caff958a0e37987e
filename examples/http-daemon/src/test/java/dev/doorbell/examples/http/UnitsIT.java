package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The units, read by systemd's own verifier. The module e2e tests them under a real systemd. */
@Timeout(60)
@Tag("once")
class UnitsIT {
    @TempDir
    private Path directory;

    private Path socket;
    private Path service;

    @BeforeEach
    void copy() throws IOException {
        socket = copied("http-daemon.socket");
        service = copied("http-daemon.service");
    }

    /** Only that it does not know {@code OpenFile=} yet, if it is older than 253: it ignores the line. */
    @Test
    @Needs("systemd-analyze")
    void systemd_finds_nothing_to_complain_of() throws Exception {
        assertThat(analyze("verify", "--man=no", socket.toString(), service.toString())
                        .lines()
                        .filter(line -> !line.endsWith(": Unknown key 'OpenFile' in section [Service], ignoring.")))
                .isEmpty();
    }

    @Test
    @Needs("systemd-analyze")
    void a_mistake_would_be_found() throws Exception {
        Files.writeString(service, Files.readString(service).replace("ProtectHome=", "ProtectHouse="));
        assertThat(analyze("verify", "--man=no", socket.toString(), service.toString()))
                .contains("ProtectHouse");
    }

    @Test
    @Needs("systemd-analyze")
    void systemd_finds_the_service_well_shut_in() throws Exception {
        assertThat(analyze("security", "--offline=yes", service.toString()))
                .containsPattern("Overall exposure level for http-daemon.service: 1\\.[0-9] OK");
    }

    @Test
    void the_program_understands_its_arguments_and_the_socket_has_the_name_that_it_asks_for() throws Exception {
        List<String> words = command("http-daemon.service");
        int jar = words.indexOf("-jar") + 1;
        assertThat(words.get(0)).isEqualTo("ExecStart=/usr/bin/java");
        assertThat(words.get(jar)).isEqualTo("/usr/lib/http-daemon/http-daemon.jar");
        List<String> own = new ArrayList<>(words.subList(jar + 1, words.size() - 1));
        own.add(".");
        Arguments arguments = Arguments.parse(own.toArray(new String[0]));
        assertThat(Files.readString(socket))
                .contains("\nFileDescriptorName=" + arguments.specs.get(0).name() + "\n");
        assertThat(seconds("TimeoutStopSec")).isGreaterThan(arguments.drain.toSeconds());
    }

    @Test
    void the_start_from_an_archive_is_the_same_but_for_the_options_of_the_archive() throws Exception {
        List<String> words = new ArrayList<>(command("start-up.conf"));
        words.removeAll(List.of(
                "-XX:SharedArchiveFile=/usr/lib/http-daemon/http-daemon.jsa",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-XX:+DisplayVMOutputToStderr"));
        assertThat(words).isEqualTo(command("http-daemon.service"));
    }

    /** Returns the words of the last command in a file. */
    private static List<String> command(String file) throws IOException {
        String text = Files.readString(Path.of("src/main/systemd", file));
        String command = text.substring(text.lastIndexOf("\nExecStart=") + 1).replace("\\\n", " ");
        return List.of(command.substring(0, command.indexOf('\n')).split(" +", -1));
    }

    /** Copies a unit, and changes only the path of java, which may differ on this machine. */
    private Path copied(String unit) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String text = Files.readString(Path.of("src/main/systemd", unit));
        return Files.writeString(directory.resolve(unit), text.replace("/usr/bin/java", java.toString()));
    }

    private long seconds(String setting) throws IOException {
        String text = Files.readString(service);
        int start = text.indexOf("\n" + setting + "=") + setting.length() + 2;
        return Long.parseLong(text.substring(start, text.indexOf('\n', start)));
    }

    private static String analyze(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "--no-pager"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
