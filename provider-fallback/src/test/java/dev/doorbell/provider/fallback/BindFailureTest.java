package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages: what was to be bound, for which spec, why that failed, what to do. */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other words for it")
class BindFailureTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void a_port_that_is_taken_is_named(String scheme) throws Exception {
        try (Listener taken = Fallback.bind("taken=" + scheme + "://127.0.0.1:0")) {
            String spec = "http=" + scheme + "://127.0.0.1:" + Fallback.port(taken);
            assertThatThrownBy(() -> Fallback.bindAll(spec))
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot bind 127.0.0.1:" + Fallback.port(taken) + " for the spec " + spec
                            + ": Address already in use (EADDRINUSE). Stop the program that listens there, or use another address;"
                            + " if that is a service manager's socket for this program, start the program through it.")
                    .hasCauseInstanceOf(BindException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://192.0.2.1:0", "udp://192.0.2.1:0", "tcp://[2001:db8::1]:0"})
    void an_address_of_another_machine_is_named(String uri) {
        assertThatThrownBy(() -> Fallback.bindAll("http=" + uri))
                .isInstanceOf(BindException.class)
                .hasMessageStartingWith("cannot bind " + uri.substring(6) + " for the spec http=" + uri + ": ")
                .hasMessageEndingWith(" (EADDRNOTAVAIL). Use an address of this machine, or * for all of them.");
    }

    @Test
    void a_missing_directory_is_named() {
        Path missing = directory.resolve("missing");
        Path path = missing.resolve("s");
        assertThatThrownBy(() -> Fallback.bind(path))
                .isInstanceOf(BindException.class)
                .hasMessage("cannot bind " + path + " for the spec control=unix://" + path + ": No such file or"
                        + " directory (ENOENT). Create the directory " + missing
                        + " (RuntimeDirectory= in a systemd unit), or use another path.");
    }

    @Test
    void a_file_in_the_place_of_the_directory_is_named() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Fallback.bind(file.resolve("s")))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("Not a directory (ENOTDIR). Create the directory " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?mode=0600"})
    void a_socket_that_another_program_takes_away_is_told_once(String mode) throws Exception {
        Path path = directory.resolve("s");
        AtomicBoolean done = new AtomicBoolean();
        Thread another = new Thread(() -> {
            while (!done.get()) {
                // Files.delete would say by an exception that nothing is there
                path.toFile().delete();
            }
        });
        another.start();
        try {
            assertThat(failureOfBinding("control=unix://" + path + mode))
                    .isEqualTo(
                            "cannot bind " + path + " for the spec control=unix://" + path + mode
                                    + ": another program removed or replaced the socket while it was bound. Start one of them.");
        } finally {
            done.set(true);
            another.join();
        }
    }

    /** Binds until it fails: another program takes part. */
    private static String failureOfBinding(String spec) throws IOException {
        while (true) {
            try {
                Fallback.bind(spec).close();
            } catch (BindException failure) {
                return String.valueOf(failure.getMessage());
            }
        }
    }

    @Test
    void a_channel_whose_file_was_taken_away_is_closed() throws Exception {
        Path path = directory.resolve("s");
        ServerSocketChannel ours = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ours.bind(UnixDomainSocketAddress.of(path));
        Files.delete(path);
        assertThatThrownBy(() ->
                        UnixBinder.withFile(ListenerSpec.unix("control", path), new Address.File(path), ours, null))
                .hasMessageContaining("removed or replaced");
        assertThat(ours.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://127.0.0.1:80 | Let a service manager pass the port as \"x\", or use one from 1024.",
                "tcp://*:1023       | Let a service manager pass the port as \"x\", or use one from 1024.",
                "udp://*:1024       | Let this user bind it, or use another address.",
                "tcp://*:0          | Let this user bind it, or use another address.",
                "unix:///run/a/s    | Let this user write to /run/a, or use another path.",
                "unix:@s            | Let this user bind it, or use another address."
            })
    void a_missing_right_is_told_with_what_would_give_it(String uri, String fix) {
        assertThat(failure(uri, new SocketException("Permission denied")))
                .endsWith(": Permission denied (EACCES). " + fix);
    }

    @Test
    void what_the_file_system_refuses_is_told_alike() {
        String run = "unix:///run/a/s";
        assertThat(failure(run, new AccessDeniedException("/run/a/s"))).contains(": Permission denied (EACCES). Let");
        assertThat(failure(run, new NoSuchFileException("/run/a/s")))
                .contains("(ENOENT). Create the directory /run/a ");
        assertThat(failure(run, new FileSystemException("/run/a/s", null, "Operation not permitted")))
                .contains(": Operation not permitted (EPERM). Let this user write to /run/a");
        assertThat(failure(run, new FileSystemException("/run/a/s", null, "Read-only file system")))
                .contains(": Read-only file system (EROFS). Use a path that can be written");
    }

    @Test
    void what_is_said_in_another_language_or_not_at_all_is_passed_on() {
        String uri = "tcp://*:80";
        assertThat(failure(uri, new BindException("Die Adresse wird bereits verwendet")))
                .endsWith(
                        ": Die Adresse wird bereits verwendet. Check that the address is one of this machine and free,"
                                + " or use another.");
        assertThat(failure("unix:///run/a/s", new SocketException("Zu viele")))
                .endsWith(": Zu viele. Check that sockets can be made in /run/a, or use another path.");
        assertThat(failure(uri, new BindException())).contains(": java.net.BindException. Check");
    }

    private static String failure(String uri, IOException refused) {
        ListenerSpec spec = ListenerSpec.parse("x=" + uri);
        return String.valueOf(
                BindFailure.of(spec, spec.address().orElseThrow(), refused).getMessage());
    }
}
