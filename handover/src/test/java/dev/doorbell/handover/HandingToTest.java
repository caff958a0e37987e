package dev.doorbell.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.jna.NativeLong;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.TestLibC;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The methods of {@link Handover} for an activator, besides passing by number. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(60)
class HandingToTest {
    private static final int SIGHUP = 1;
    private static final int SIGUSR1 = 10;
    private static final NativeLong SIG_IGN = new NativeLong(1);

    @TempDir
    Path directory;

    @Test
    void a_socket_as_standard_streams_is_both_and_nothing_announces_it() throws Exception {
        Path out = directory.resolve("out");
        int tcp = RawSocket.tcp("127.0.0.1");
        try {
            // the substitution opens a pipe, and redirects no more than its own standard output
            String script = "for n in 3 4 5; do [ -e /proc/$$/fd/$n ] && exit 1; done; for n in 0 1 2; do"
                    + " echo $(readlink /proc/$$/fd/$n) >> " + out + "; done;"
                    + " echo ${LISTEN_PID-unset}${LISTEN_FDS-unset} >> " + out;
            assertThat(shell(script).standardStreams(tcp).start().waitFor()).isZero();
            String socket =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + tcp)).toString();
            String err = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            assertThat(out).hasContent(String.join("\n", socket, socket, err, "unsetunset"));
        } finally {
            RawDescriptors.close(tcp);
        }
    }

    @Test
    void standard_streams_and_numbers_are_one_way_or_the_other() {
        assertThatIllegalStateException()
                .isThrownBy(() -> shell("true").pass("http", 0).standardStreams(0))
                .withMessageContaining("only standardStreams()");
        assertThatIllegalStateException()
                .isThrownBy(() -> shell("true").standardStreams(0).pass("http", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> shell("true").standardStreams(-1));
    }

    @Test
    void a_closed_number_cannot_be_standard_streams() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shell("true").standardStreams(987_654).start())
                .withMessageContaining("cannot pass fd 987654 as standard input and output: it is not open");
    }

    @Test
    void without_its_pid_the_rest_is_announced() throws Exception {
        Path out = directory.resolve("out");
        String script = "echo ${LISTEN_PID-unset} $LISTEN_FDS $LISTEN_FDNAMES > " + out;
        assertThat(shell(script).pass("http", 0).withoutPid().start().waitFor()).isZero();
        assertThat(out).hasContent("unset 1 http");
    }

    @Test
    void of_the_environment_only_what_is_kept_and_what_is_set_arrives() throws Exception {
        Path out = directory.resolve("out");
        int code = new Handover(List.of("/bin/sh", "-c", "exec cat /proc/$$/environ > " + out))
                .onlyEnvironment(Set.of("PATH", "NO_SUCH_VARIABLE"))
                .environment("SET", "yes")
                .start()
                .waitFor();
        assertThat(code).isZero();
        assertThat(List.of(Files.readString(out).split("\u0000", -1)))
                .contains("PATH=" + System.getenv("PATH"), "SET=yes")
                .noneMatch(variable -> variable.startsWith("HOME=") || variable.startsWith("NO_SUCH"));
    }

    @Test
    void a_kept_signal_stays_ignored_and_another_does_not() throws Exception {
        Path out = directory.resolve("status");
        NativeLong hangup = TestLibC.INSTANCE.signal(SIGHUP, SIG_IGN);
        NativeLong user = TestLibC.INSTANCE.signal(SIGUSR1, SIG_IGN);
        try {
            int code = shell("exec cat /proc/self/status > " + out)
                    .keepSignal(SIGHUP)
                    .start()
                    .waitFor();
            assertThat(code).isZero();
        } finally {
            TestLibC.INSTANCE.signal(SIGHUP, hangup);
            TestLibC.INSTANCE.signal(SIGUSR1, user);
        }
        assertThat(Files.readAllLines(out)).contains("SigIgn:\t0000000000000001");
    }

    @Test
    void a_number_that_is_no_signal_is_refused() {
        for (int number : new int[] {-1, 0, 65}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> shell("true").keepSignal(number))
                    .withMessageContaining("from 1 to 64");
        }
    }

    @Test
    void a_command_is_checked_without_being_started() throws Exception {
        Path made = directory.resolve("made");
        new Handover(List.of("/bin/sh", "-c", "touch " + made)).checkCommand();
        assertThat(made).doesNotExist();
        Path file = Files.createFile(directory.resolve("file"));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> new Handover(List.of("no-such-program-7")).checkCommand());
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> new Handover(List.of("/no/such")).checkCommand());
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> new Handover(List.of(file.toString())).checkCommand());
    }

    @Test
    void a_child_takes_any_signal() throws Exception {
        ChildProcess child = shell(
                        "trap 'exit 42' USR1; echo > " + directory.resolve("ready") + "; while :; do sleep 0.05; done")
                .start();
        await(directory.resolve("ready"));
        child.signal(SIGUSR1);
        assertThat(child.waitFor()).isEqualTo(42);
        child.signal(SIGUSR1);
    }

    @Test
    void a_signal_that_is_none_is_told_with_the_errno() throws Exception {
        ChildProcess child = shell("exec sleep 300").start();
        try {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> child.signal(1_000))
                    .withMessageContaining("cannot send signal 1000")
                    .withMessageContaining("(EINVAL)");
        } finally {
            child.destroyForcibly();
        }
    }

    private static void await(Path file) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as("file " + file + " is made").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static Handover shell(String script) {
        return new Handover(List.of("/bin/sh", "-c", script));
    }
}
