package dev.doorbell.e2e.libsystemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.lang3.time.StopWatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A comparison of Doorbell's reading of LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES with the real
 * {@code sd_listen_fds_with_names(3)}, in random cases: an error or not, the number of descriptors, and each byte of
 * their names. {@code -Ddoorbell.seed=N} repeats a run except the pids, {@code -Ddoorbell.cases=N} makes it longer.
 */
@Timeout(150)
@Tag("once")
@Needs({"cc", "libsystemd"})
class DifferentialIT {
    private static final long SEED = Long.getLong("doorbell.seed", System.nanoTime());
    private static final int CASES = Integer.getInteger("doorbell.cases", 10_000);
    private static final int OPEN = 16;

    /** The least number of cases of a sort; each sort is about a tenth of all, or more. */
    private static final int FEW = CASES / 50;

    @TempDir
    private Path directory;

    private final Map<String, Integer> sorts = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();

    @Test
    void doorbell_reads_the_variables_as_libsystemd_does() throws Exception {
        StopWatch watch = StopWatch.createStarted();
        List<String> answers = Peer.java(ListenAnswers.class, String.valueOf(OPEN + 1));
        try (Peer libsystemd = start("libsystemd", OPEN, List.of(Oracle.PROGRAM, "listen"));
                Peer doorbell = start("doorbell", OPEN + 1, answers)) {
            compare(libsystemd, doorbell);
        }
        System.out.printf(
                "sd_listen_fds_with_names(): %d cases %s, %d disagreements, seed %d, %s%n",
                CASES, sorts, disagreements.size(), SEED, watch);
        assertThat(disagreements).as("-Ddoorbell.seed=" + SEED).isEmpty();
        assertThat(sorts)
                .hasSize(4)
                .allSatisfy((sort, cases) -> assertThat(cases).as(sort).isGreaterThan(FEW));
    }

    /**
     * Checks a case in which Doorbell cannot agree: the JVM replaces each byte that its locale lacks before any Java
     * program sees it, and libsystemd returns the bytes. systemd itself allows only ASCII in a name, which is never
     * replaced.
     */
    @Test
    void in_a_locale_without_its_characters_a_name_is_as_the_jvm_reads_it() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "sh", "-c", "LC_ALL=C exec \"$0\" --fdnames \"$(printf 'a\\303\\274\\377:b')\" \"$@\"", Paths.SPAWN));
        command.addAll(List.of("--udp", "127.0.0.1:0", "--udp", "127.0.0.1:0", "--listen-pid", "self", "--"));
        command.addAll(Peer.java(EnvironmentNames.class));
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).containsExactly("a<FFFD><FFFD><FFFD>", "b");
        }
    }

    private Peer start(String name, int descriptors, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN));
        for (int i = 0; i < descriptors; i++) {
            command.addAll(List.of("--udp", "127.0.0.1:0"));
        }
        command.add("--");
        command.addAll(program);
        return Peer.start(command, directory.resolve(name));
    }

    private void compare(Peer libsystemd, Peer doorbell) throws IOException {
        ListenCases cases = new ListenCases(new Random(SEED), OPEN);
        try {
            for (int i = 0; i < CASES; i++) {
                int pid = libsystemd.in().readInt();
                compare(cases.next(pid, ProcessHandle.current().pid()), pid, libsystemd, doorbell);
            }
        } catch (IOException ended) {
            throw new IOException(libsystemd.errors() + doorbell.errors(), ended);
        }
    }

    private void compare(ListenCase listen, int pid, Peer libsystemd, Peer doorbell) throws IOException {
        listen.write(libsystemd.out());
        libsystemd.out().flush();
        doorbell.out().writeInt(pid);
        listen.write(doorbell.out());
        doorbell.out().flush();
        ListenAnswer expected = ListenAnswer.read(libsystemd.in());
        boolean applies = doorbell.in().readBoolean();
        ListenAnswer answer = ListenAnswer.read(doorbell.in());
        sorts.merge(sort(listen, expected), 1, Integer::sum);
        if (!answer.equals(expected) || applies != expected.applies()) {
            disagreements.add(listen + " for pid " + pid + ": libsystemd says " + expected + ", Doorbell " + answer
                    + (applies ? " and applies" : " and does not apply"));
        }
    }

    private static String sort(ListenCase listen, ListenAnswer answer) {
        if (answer.error()) {
            return "errors";
        }
        String names = listen.names() == null ? "descriptors" : "named descriptors";
        return answer.names().isEmpty() ? "nothing passed" : names;
    }
}
