package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is a script of the shell, which knows nothing of Java. */
@Timeout(60)
class ShellProgramTest {
    private static final String TCP = "http=tcp://127.0.0.1:0";

    @TempDir
    private Path directory;

    private static Activated sh(String script) {
        return Activated.command("sh", "-c", script);
    }

    @Test
    void it_has_the_variables_of_systemd_and_those_of_the_test() throws Exception {
        try (Activated app =
                sh("echo $LISTEN_FDS $LISTEN_FDNAMES $((LISTEN_PID == $$)) $COLOR ${HOME-none}; pwd; exec sleep 100")
                        .listen(TCP)
                        .listen("dns=udp://127.0.0.1:0")
                        .environment("COLOR", "blue")
                        .withoutEnvironment("HOME")
                        .directory(directory)
                        .atOnce()
                        .start()) {
            app.awaitOutput(directory.toRealPath().toString());
            assertThat(app.output()).contains("2 http:dns 1 blue none");
        }
    }

    @Test
    void a_variable_of_any_name_is_the_tests() throws Exception {
        try (Activated app =
                sh("echo \"$out\"").environment("out", "kept").atOnce().start()) {
            app.awaitOutput("kept\n");
        }
    }

    @Test
    void a_directory_that_does_not_exist_is_in_the_output() throws Exception {
        try (Activated app =
                sh("true").directory(directory.resolve("missing")).atOnce().start()) {
            app.awaitOutput("missing");
        }
    }

    @Test
    void a_datagram_starts_it() throws Exception {
        try (Activated app = sh("echo up; exec sleep 100")
                        .listen("dns=udp://127.0.0.1:0")
                        .start();
                DatagramChannel client = DatagramChannel.open()) {
            assertThat(app.isRunning()).isFalse();
            client.send(ByteBuffer.wrap(new byte[1]), app.address("dns"));
            app.awaitOutput("up");
            assertThat(app.uri("dns")).hasScheme("udp").hasPort(app.port("dns"));
        }
    }

    @Test
    void each_connection_has_its_own_process_as_standard_input_and_output() throws Exception {
        try (Activated app = sh("read line; echo \"$line\"; echo served >&2")
                .listen(TCP)
                .acceptEach()
                .inetd()
                .start()) {
            try (Socket first = app.connect("http");
                    Socket second = app.connect("http")) {
                assertThat(ActivatedTest.echo(second, "two\n")).isEqualTo("two\n");
                assertThat(ActivatedTest.echo(first, "one\n")).isEqualTo("one\n");
            }
            app.awaitReady();
            assertThat(app.awaitExit()).isZero();
            assertThat(app.starts()).isEqualTo(2);
            assertThat(app.output()).isEqualTo("served\nserved\n");
        }
    }

    @Test
    void its_exit_code_is_returned_when_it_is_stopped() throws Exception {
        try (Activated app = sh("trap 'exit 7' TERM; echo up; while :; do sleep 0.01; done")
                .listen(TCP)
                .atOnce()
                .start()) {
            app.awaitOutput("up");
            assertThat(app.stop()).isEqualTo(7);
            assertThatIllegalStateException().isThrownBy(app::kill).withMessageContaining("does not run");
        }
    }

    @Test
    void a_program_that_ignores_sigterm_is_killed() throws Exception {
        try (Activated app = sh("trap '' TERM; echo up; while :; do sleep 0.01; done")
                .listen(TCP)
                .atOnce()
                .timeout(Duration.ofMillis(300))
                .start()) {
            app.awaitOutput("up");
            assertThat(app.stop()).isEqualTo(137);
        }
    }

    @Test
    void it_is_not_started_more_often_than_the_limit_says() throws Exception {
        try (Activated app = sh("echo broken; exit 3")
                .listen(TCP)
                .startLimit(2, Duration.ofMinutes(1))
                .start()) {
            try (Socket waiting = app.connect("http")) {
                assertThat(waiting.isConnected()).isTrue();
                assertThat(app.awaitFailure())
                        .contains("started 2 times within 60 s", "exit status 3")
                        .endsWith("raise the limit with startLimit().");
                assertThat(app.starts()).isEqualTo(2);
                assertThatIllegalStateException()
                        .isThrownBy(app::awaitReady)
                        .withMessageContaining("is not started any more")
                        .withMessageContaining("  broken");
            }
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> app.connect("http"));
        }
    }

    @Test
    void two_programs_share_a_listener() throws Exception {
        try (Activated first =
                        sh("echo $LISTEN_FDNAMES; exec sleep 100").listen(TCP).start();
                Activated second = sh("echo $LISTEN_FDNAMES; exec sleep 100")
                        .sharing(first)
                        .listen("control=unix:?mode=0600")
                        .start();
                Socket client = first.connect("http")) {
            assertThat(client.isConnected()).isTrue();
            first.awaitOutput("http\n");
            second.awaitOutput("http:control\n");
        }
    }

    @Test
    void a_wildcard_is_reached_by_each_version_of_ip() throws Exception {
        try (Activated app = sh("exec sleep 100")
                .listen("any=tcp4://*:0")
                .listen("six=tcp6://[::]:0")
                .listen(TCP)
                .start()) {
            assertThat(app.address("any").toString()).contains("127.0.0.1:");
            assertThat(((InetSocketAddress) app.address("six")).getAddress()).isInstanceOf(Inet6Address.class);
            assertThat(app.addresses("http")).containsExactly(app.address("http"));
            try (Socket client = app.connect("six")) {
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void a_signal_is_sent_without_a_wait() throws Exception {
        try (Activated app = sh("trap 'echo reloaded' HUP; echo up; while :; do sleep 0.01; done")
                .listen(TCP)
                .atOnce()
                .start()) {
            app.awaitOutput("up");
            app.signal(1);
            app.awaitOutput("reloaded");
            assertThat(app.isRunning()).isTrue();
        }
    }

    @Test
    void a_path_of_the_kit_has_its_mode_and_is_removed() throws Exception {
        Path path;
        try (Activated app =
                        sh("exec sleep 100").listen("control=unix:?mode=0600").start();
                SocketChannel client = app.channel("control")) {
            path = Path.of(app.uri("control").getPath());
            assertThat(client.isConnected()).isTrue();
            assertThat(path.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(80);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void its_descendants_end_with_it() throws Exception {
        Optional<ProcessHandle> child;
        try (Activated app =
                sh("sleep 1000 & echo $!; exec sleep 1000").listen(TCP).atOnce().start()) {
            app.awaitOutput("\n");
            child = ProcessHandle.of(Long.parseLong(app.output().strip()));
            assertThat(child).isPresent();
        }
        child.orElseThrow().onExit().get();
    }

    @Test
    void a_program_that_does_not_exist_is_an_error_at_the_start() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Activated.command("doorbell-no-such-program")
                        .listen(TCP)
                        .start())
                .withMessageContaining("doorbell-no-such-program");
    }

    @Test
    void options_that_exclude_each_other_are_an_error_at_the_start() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> sh("true")
                        .listen(TCP)
                        .listen("b=tcp://127.0.0.1:0")
                        .inetd()
                        .start())
                .withMessageContaining("inetd() passes one socket");
        try (Activated first = sh("true").listen(TCP).start()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> sh("true").sharing(first).acceptEach().start())
                    .withMessageContaining("acceptEach()");
        }
    }

    @Test
    void a_value_that_no_program_can_have_is_refused() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sh("true").timeout(Duration.ZERO))
                .withMessageContaining("got PT0S");
        assertThatIllegalArgumentException().isThrownBy(() -> sh("true").watchdog(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> sh("true").descriptorStore(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> sh("true").startLimit(-1, Duration.ofSeconds(1)));
        assertThatIllegalStateException()
                .isThrownBy(() -> sh("true").listen(TCP).acceptEach().atOnce().start())
                .withMessageContaining("atOnce()");
        try (InProcess open = Activated.inProcess().listen(TCP).start()) {
            assertThatIllegalStateException().isThrownBy(() -> open.listen("late=tcp://127.0.0.1:0"));
        }
    }

    @Test
    void the_program_is_found_in_the_path_of_the_test() throws Exception {
        Path tool = Files.writeString(directory.resolve("tool-of-the-test"), "#!/bin/sh\necho found\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        try (Activated app = Activated.command("tool-of-the-test")
                .environment("PATH", directory + ":/usr/bin:/bin")
                .atOnce()
                .start()) {
            app.awaitOutput("found");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sh("true").environment("LISTEN_FDS", "1").start());
    }

    @Test
    void a_client_is_refused_after_the_end() throws Exception {
        Activated app = sh("exec sleep 100").listen(TCP).start();
        int port = app.port("http");
        app.close();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.1", port).close());
        assertThatIllegalStateException().isThrownBy(app::isRunning).withMessageContaining("has not started");
    }
}
