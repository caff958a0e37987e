package dev.doorbell.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.jna.NativeLong;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.OlderLibC;
import dev.doorbell.descriptors.posix.TestLibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The environment and descriptors of a child that was started with passed descriptors. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the child looks into /proc")
@Timeout(60)
class HandoverTest {
    private static final int SIGHUP = 1;
    private static final int SIGUSR1 = 10;
    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;

    private final List<Integer> numbers = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws IOException {
        for (int number : numbers) {
            RawSocket.close(number);
        }
    }

    @Test
    void the_child_has_them_from_3_on_and_nothing_else() throws Exception {
        int tcp = opened(RawSocket.tcp("127.0.0.1"));
        int udp = opened(RawSocket.udp("::1"));
        int notPassed = opened(RawSocket.tcp("127.0.0.1"));
        assertThat(RawSocket.isCloseOnExec(notPassed)).isFalse();
        Map<Integer, String> found = descriptorsOfChild(udp, tcp);
        assertThat(found).containsOnlyKeys(0, 1, 2, 3, 4);
        assertThat(found).containsEntry(3, target(udp)).containsEntry(4, target(tcp));
    }

    @Test
    void the_callers_stay_open_and_the_callers() throws Exception {
        int tcp = opened(RawSocket.tcp("127.0.0.1"));
        String before = target(tcp);
        descriptorsOfChild(tcp);
        assertThat(target(tcp)).isEqualTo(before);
    }

    @Test
    void they_arrive_although_their_numbers_are_among_those_of_the_child() throws Exception {
        // what the JVM has there: its own files, some of them closed on exec
        Map<Integer, String> found = descriptorsOfChild(4, 3, 5, 3);
        assertThat(found)
                .containsOnlyKeys(0, 1, 2, 3, 4, 5, 6)
                .containsEntry(3, target(4))
                .containsEntry(4, target(3))
                .containsEntry(5, target(5))
                .containsEntry(6, target(3));
    }

    @Test
    void nothing_else_is_open_either_where_the_c_library_cannot_close_all_at_once() throws Exception {
        int tcp = opened(RawSocket.tcp("127.0.0.1"));
        opened(RawSocket.tcp("127.0.0.1"));
        Path out = directory.resolve("fds");
        List<String> list = List.of("sh", "-c", "exec > " + out + "; ls -l /proc/$$/fd; exit 0");
        HandedDescriptors passed = new HandedDescriptors();
        passed.add("http", tcp);
        ChildProcess child = ChildProcess.started(
                () -> PosixSpawn.start(
                        OlderLibC.library(), list, List.of("PATH=/bin:/usr/bin"), passed, Set.of(), false),
                false);
        assertThat(child.waitFor()).isZero();
        assertThat(descriptors(out)).containsOnlyKeys(0, 1, 2, 3).containsEntry(3, target(tcp));
    }

    @Test
    void a_thousand_are_passed() throws Exception {
        int tcp = opened(RawSocket.tcp("127.0.0.1"));
        int[] copies = new int[1_000];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = opened(SunNioCh.dup(tcp));
        }
        Map<Integer, String> found = descriptorsOfChild(copies);
        assertThat(found).hasSize(3 + copies.length).containsEntry(1_002, target(tcp));
    }

    @Test
    void the_variables_are_those_of_systemd_and_the_pid_is_the_childs() throws Exception {
        int tcp = opened(RawSocket.tcp("127.0.0.1"));
        Path out = directory.resolve("env");
        Handover handover = shell("printf '%s ' $LISTEN_PID $$ $LISTEN_FDS \"$LISTEN_FDNAMES\" > " + out)
                .pass("http", tcp)
                .pass("a\\b", tcp)
                .pass("", tcp);
        Process child = handover.start();
        assertThat(child.waitFor()).isZero();
        assertThat(out).hasContent(child.pid() + " " + child.pid() + " 3 http:a\\\\b: ");
    }

    @Test
    void variables_are_set_and_removed() throws Exception {
        Path out = directory.resolve("env");
        Process child = shell("echo \"$A\" ${B-unset} > " + out)
                .environment("A", "1  2\n")
                .environment("B", "x")
                .withoutEnvironment("B")
                .start();
        assertThat(child.waitFor()).isZero();
        assertThat(Files.readString(out)).isEqualTo("1  2\n unset\n");
    }

    @Test
    void every_signal_has_its_default_action_and_none_is_blocked() throws Exception {
        Path out = directory.resolve("status");
        byte[] mask = new byte[128];
        byte[] blocked = new byte[128];
        blocked[(SIGUSR1 - 1) / 8] = 1 << (SIGUSR1 - 1) % 8;
        NativeLong handler = TestLibC.INSTANCE.signal(SIGHUP, new NativeLong(1));
        TestLibC.INSTANCE.pthread_sigmask(SIG_BLOCK, blocked, mask);
        try {
            assertThat(shell("exec cat /proc/self/status > " + out).start().waitFor())
                    .isZero();
        } finally {
            TestLibC.INSTANCE.pthread_sigmask(SIG_SETMASK, mask, blocked);
            TestLibC.INSTANCE.signal(SIGHUP, handler);
        }
        String none = "\t0000000000000000";
        assertThat(Files.readAllLines(out)).contains("SigBlk:" + none, "SigIgn:" + none, "SigCgt:" + none);
    }

    @Test
    void arguments_arrive_as_they_are() throws Exception {
        Path out = directory.resolve("arguments");
        String[] arguments = {"", " ", "a b", "$(x)", "'\"\\", "line\nline", "-n", "--", "*"};
        List<String> command = new ArrayList<>(List.of("sh", "-c", "printf '%s|' \"$@\" > " + out, "sh"));
        command.addAll(List.of(arguments));
        assertThat(new Handover(command).start().waitFor()).isZero();
        assertThat(Files.readString(out)).isEqualTo(String.join("|", arguments) + "|");
    }

    @Test
    void nothing_passed_announces_nothing() throws Exception {
        Path out = directory.resolve("env");
        assertThat(shell("echo ${LISTEN_PID-none}${LISTEN_FDS-none} > " + out)
                        .start()
                        .waitFor())
                .isZero();
        assertThat(out).hasContent("nonenone");
    }

    @Test
    void a_number_that_is_not_open_is_named_with_what_to_do() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shell("true").pass("http", 987_654).start())
                .withMessageContaining("cannot pass fd 987654 as \"http\": it is not open")
                .withMessageContaining("after start()");
    }

    @Test
    void a_program_that_is_not_there_is_an_error_of_the_start() throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Handover(List.of("no-such-program-7")).start())
                .withMessageContaining("cannot find the program \"no-such-program-7\" in the directories of PATH=");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Handover(List.of("/no/such")).start())
                .withMessageStartingWith("cannot find the program \"/no/such\"");
        Path file = Files.createFile(directory.resolve("file"));
        for (Path wrong : List.of(file, directory)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Handover(List.of(wrong.toString())).start())
                    .withMessageContaining("is not a file that this user may execute");
        }
    }

    @Test
    void the_path_that_is_searched_is_the_childs() throws Exception {
        Path program = Files.writeString(directory.resolve("-l"), "#!/bin/sh\nexit 9\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Handover handover = new Handover(List.of("-l")).environment("PATH", "/usr/bin:" + directory);
        assertThat(handover.start().waitFor()).isEqualTo(9);
    }

    @Test
    void what_the_kernel_has_no_room_for_is_said_with_the_errno() {
        String[] tooLong = {"true", "x".repeat(8 << 20)};
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Handover(List.of(tooLong)).start())
                .withMessageContaining("(E2BIG)")
                .withMessageContaining("shorter arguments");
    }

    @Test
    void what_cannot_be_a_command_a_variable_or_a_number_is_refused_at_once() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Handover(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Handover(List.of("")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Handover(List.of("a", "b\0c")))
                .withMessageContaining("b\\0c");
        assertThatIllegalArgumentException().isThrownBy(() -> shell("true").pass("x", -1));
        for (String variable : new String[] {"", "a=b", "LISTEN_FDS"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> shell("true").environment(variable, "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> shell("true").withoutEnvironment(variable));
        }
    }

    private Map<Integer, String> descriptorsOfChild(int... passed) throws Exception {
        Path out = directory.resolve("fds");
        // for good: for one command dash would keep the standard output that it replaces
        Handover handover = shell("exec > " + out + "; ls -l /proc/$$/fd; exit 0");
        for (int number : passed) {
            handover.pass("x", number);
        }
        assertThat(handover.start().waitFor()).isZero();
        return descriptors(out);
    }

    private static Map<Integer, String> descriptors(Path out) throws IOException {
        Map<Integer, String> found = new TreeMap<>();
        for (String line : Files.readAllLines(out)) {
            int arrow = line.indexOf(" -> ");
            if (arrow >= 0) {
                String number = line.substring(line.lastIndexOf(' ', arrow - 1) + 1, arrow);
                found.put(Integer.valueOf(number), line.substring(arrow + " -> ".length()));
            }
        }
        return found;
    }

    private static Handover shell(String script) {
        return new Handover(List.of("/bin/sh", "-c", script));
    }

    private int opened(int number) {
        numbers.add(number);
        return number;
    }

    private static String target(int number) {
        return DescriptorPath.target(number).orElseThrow().toString();
    }
}
