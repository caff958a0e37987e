package dev.doorbell.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The child as a {@link Process}. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(60)
class HandedChildTest {
    @Test
    void its_exit_value_is_the_one_it_ended_with() throws Exception {
        assertThat(shell("exit 7").waitFor()).isEqualTo(7);
        assertThat(shell("exit 255").waitFor()).isEqualTo(255);
    }

    @Test
    void a_signal_is_128_and_its_number() throws Exception {
        assertThat(shell("kill -TERM $$").waitFor()).isEqualTo(143);
    }

    @Test
    void a_group_gets_its_signals_and_ends_with_its_leader(@TempDir Path directory) throws Exception {
        Path pids = directory.resolve("pids");
        String script = "sleep 300 & echo $! > " + pids + "; wait";
        ChildProcess child =
                new Handover(List.of("sh", "-c", script)).processGroup().start();
        while (!Files.exists(pids) || Files.readString(pids).isBlank()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        ProcessHandle other =
                ProcessHandle.of(Long.parseLong(Files.readString(pids).strip())).orElseThrow();
        assertThat(other.isAlive()).isTrue();
        child.signal(9);
        assertThat(child.waitFor()).isEqualTo(137);
        other.onExit().get();
    }

    @Test
    void what_is_left_of_a_group_is_killed(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        ChildProcess child = new Handover(List.of("sh", "-c", "sleep 300 & echo $! > " + pid))
                .processGroup()
                .start();
        assertThat(child.waitFor()).isZero();
        // the kernel has the signal; the orphan may be a zombie for a moment
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(left -> left.onExit().join());
    }

    @Test
    void it_ends_when_it_is_destroyed() throws Exception {
        Process child = sleeper();
        assertThat(child.supportsNormalTermination()).isTrue();
        child.destroy();
        assertThat(child.waitFor()).isEqualTo(143);
    }

    @Test
    void it_can_be_killed() throws Exception {
        Process child = shell("trap '' TERM; exec sleep 300");
        assertThat(child.destroyForcibly()).isSameAs(child);
        assertThat(child.waitFor()).isEqualTo(137);
    }

    @Test
    void while_it_runs_it_is_alive_and_has_no_exit_value() throws Exception {
        Process child = sleeper();
        try {
            assertThat(child.isAlive()).isTrue();
            assertThat(child.waitFor(1, TimeUnit.MILLISECONDS)).isFalse();
            assertThatThrownBy(child::exitValue).isInstanceOf(IllegalThreadStateException.class);
            assertThat(child.toHandle().isAlive()).isTrue();
            assertThat(child.toHandle().pid()).isEqualTo(child.pid());
            assertThat(child).asString().contains("pid=" + child.pid(), "not exited");
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void its_end_is_told_and_leaves_no_zombie() throws Exception {
        Process child = sleeper();
        assertThat(child.onExit()).isNotDone();
        child.destroy();
        assertThat(child.onExit().get(30, TimeUnit.SECONDS)).isSameAs(child);
        assertThat(child.exitValue()).isEqualTo(143);
        assertThat(child.isAlive()).isFalse();
        assertThat(child.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.exists(Path.of("/proc/" + child.pid()))).isFalse();
        child.destroy();
        assertThat(child.destroyForcibly().exitValue()).isEqualTo(143);
    }

    @Test
    void cancelling_one_that_waits_for_its_end_does_not_end_the_others() throws Exception {
        Process child = sleeper();
        assertThat(child.onExit().cancel(true)).isTrue();
        assertThat(child.isAlive()).isTrue();
        child.destroy();
        assertThat(child.onExit().get(30, TimeUnit.SECONDS).exitValue()).isEqualTo(143);
    }

    @Test
    void its_streams_are_null_streams_because_it_has_those_of_the_parent() throws Exception {
        Process child = shell("true");
        assertThat(child.getInputStream().read()).isEqualTo(-1);
        assertThat(child.getErrorStream().read()).isEqualTo(-1);
        child.getOutputStream().write(1);
        assertThat(child.waitFor()).isZero();
    }

    @Test
    void many_children_are_each_waited_for() throws Exception {
        Handover handover = new Handover(List.of("/bin/sh", "-c", "exit 3"));
        for (int i = 0; i < 50; i++) {
            assertThat(handover.start().waitFor()).isEqualTo(3);
        }
    }

    @Test
    void a_core_dump_is_no_part_of_the_exit_value() {
        assertThat(ChildProcess.exitValue(0x80 | 11)).isEqualTo(139);
        assertThat(ChildProcess.exitValue(9 << 8)).isEqualTo(9);
    }

    private static Process sleeper() throws IOException {
        return new Handover(List.of("sleep", "300")).start();
    }

    private static Process shell(String script) throws IOException {
        return new Handover(List.of("/bin/sh", "-c", script)).start();
    }
}
