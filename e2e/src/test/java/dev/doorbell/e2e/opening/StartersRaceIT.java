package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that start on one UNIX path, one of which pause.c stops at the worst moment. */
@Needs("cc")
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "preloads a library of Linux")
class StartersRaceIT {
    /** A time after which earlier versions took a program for dead. */
    private static final int LONG_MILLIS = 2_600;

    @TempDir
    private Path directory;

    private Path folder;
    private Path path;
    private Path barrier;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(directory.resolve("run"));
        path = folder.resolve("x.sock");
        barrier = Files.createDirectory(directory.resolve("barrier"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?mode=0600"})
    void one_that_stalls_between_bind_and_listen_keeps_its_path(String options) throws Exception {
        try (Program stalled = start("listen", options)) {
            awaitPaused();
            try (Program next = start("", options)) {
                awaitWaiting(next);
                goOn();
                assertIsTheOnlyOne(stalled, next);
            }
        }
    }

    @Test
    void one_that_stalls_while_it_removes_a_stale_socket_gets_the_path() throws Exception {
        leaveBehind();
        try (Program stalled = start("unlink", "")) {
            awaitPaused();
            awaitThatItIsOld();
            try (Program next = start("", "")) {
                awaitWaiting(next);
                goOn();
                assertIsTheOnlyOne(stalled, next);
            }
        }
    }

    @Test
    void one_that_is_killed_while_it_removes_a_stale_socket_delays_no_other() throws Exception {
        leaveBehind();
        try (Program killed = start("unlink", "")) {
            awaitPaused();
            // and is ended with SIGKILL
            assertThat(killed.isAlive()).isTrue();
        }
        try (Program next = start("", "")) {
            next.outUntil("ready");
            Echo.overUnix(path);
            assertThat(folder.toFile().list()).containsExactly("x.sock");
            assertThat(next.terminate()).isZero();
        }
    }

    /**
     * Checks a mode that the umask cuts, so that chmod(2) has to set it; at that moment the path is replaced with a link.
     */
    @Test
    @Needs("sh")
    void no_mode_is_set_at_a_path_that_another_user_can_replace() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path ours = Files.createFile(
                directory.resolve("ours"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        List<String> withUmask = List.of("sh", "-c", "umask 022; exec \"$@\"", "sh");
        List<String> command = EchoDaemon.command(withUmask, List.of(), "x=unix://" + path + "?mode=0666");
        try (Program program = Program.start(command, variables("chmod"))) {
            Eventually.becomesTrue("a decision", () -> isPaused() || !program.isAlive());
            if (isPaused()) {
                Files.delete(path);
                Files.createSymbolicLink(path, ours);
                goOn();
                program.outUntil("ready");
            } else {
                assertThat(program.exitCode()).isEqualTo(1);
                assertThat(String.join("\n", program.err())).contains("other users can replace files in " + folder);
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours)))
                .isEqualTo("rw-------");
    }

    private void assertIsTheOnlyOne(Program first, Program next) throws Exception {
        first.outUntil("ready");
        assertThat(next.exitCode()).as("%s", next.out()).isEqualTo(1);
        assertThat(String.join("\n", next.err())).contains("a live socket is there");
        Echo.overUnix(path);
        assertThat(first.terminate()).isZero();
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    private Program start(String pauseAt, String options) throws IOException {
        return Program.start(
                EchoDaemon.command("x=unix://" + path + options), pauseAt.isEmpty() ? Map.of() : variables(pauseAt));
    }

    private Map<String, String> variables(String pauseAt) {
        Map<String, String> variables = new HashMap<>();
        variables.put("LD_PRELOAD", Paths.NATIVE.resolve("libpause.so").toString());
        variables.put("PAUSE_AT", pauseAt);
        variables.put("PAUSE_PATH", path.toString());
        variables.put("PAUSE_IN", barrier.toString());
        return variables;
    }

    private void leaveBehind() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
    }

    private boolean isPaused() {
        return Files.exists(barrier.resolve("paused"));
    }

    private void awaitPaused() throws Exception {
        Eventually.becomesTrue("the first program is held up", this::isPaused);
    }

    private void awaitThatItIsOld() throws Exception {
        Path since = barrier.resolve("paused");
        long old = Files.getLastModifiedTime(since).toMillis() + LONG_MILLIS;
        Eventually.becomesTrue("it is held up for long", () -> System.currentTimeMillis() > old);
    }

    private void goOn() throws IOException {
        Files.createFile(barrier.resolve("go"));
    }

    /** Waits until the next program polls the lock, or has already decided. */
    private void awaitWaiting(Program next) throws Exception {
        long since = System.nanoTime();
        Eventually.becomesTrue(
                "the next program waits",
                () -> !next.isAlive()
                        || next.out().contains("ready")
                        || hasTheLockOpen(next)
                        || System.nanoTime() - since > TimeUnit.SECONDS.toNanos(20));
    }

    private boolean hasTheLockOpen(Program program) throws IOException {
        Path lock = path.resolveSibling(".x.sock.doorbell");
        try (Stream<Path> numbers = Files.list(Path.of("/proc/" + program.pid() + "/fd"))) {
            for (Path number : numbers.toList()) {
                if (Files.isSymbolicLink(number)
                        && Files.readSymbolicLink(number).equals(lock)) {
                    return true;
                }
            }
        } catch (IOException closedOrEnded) {
            // the next poll
        }
        return false;
    }
}
