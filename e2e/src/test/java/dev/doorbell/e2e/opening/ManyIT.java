package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.programs.OpeningMany;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand descriptors for one program. The times are printed only; the checks count system calls. */
@Timeout(150)
@Needs({"cc", "python3", "strace"})
class ManyIT {
    private static final int MANY = 1_000;
    private static final List<String> MIXED =
            List.of("--tcp", "--udp", "--unix", "--abstract", "--seqpacket", "--unixgram", "--fifo");
    private static final List<String> TCP = List.of("--tcp");

    /** The number of runs: the first reads the files of the program from the disk. */
    private static final int RUNS = 3;

    /** The most system calls of ten times as many descriptors, as a multiple. */
    private static final int MOST_FOR_TEN_TIMES = 12;

    @TempDir
    private Path directory;

    @Test
    void a_thousand_listeners_have_their_names_and_addresses_and_serve() throws Exception {
        List<String> command = passing(MIXED, MANY, "serve");
        command.addAll(List.of(Paths.JAVA, "-Xss256k", "-jar", Paths.ECHO_DAEMON));
        command.addAll(names(MANY));
        try (Started daemon = Started.start(command)) {
            List<JsonObject> listeners = daemon.listeners();
            assertThat(listeners).hasSize(MANY);
            List<String> passed = passed(daemon.program());
            for (int index = 0; index < MANY; index++) {
                JsonObject listener = listeners.get(index);
                assertThat(listener.getString("name")).isEqualTo("n" + index);
                assertThat(listener.getInt("fd")).isEqualTo(3 + index);
                assertThat(listener.getString("address")).isEqualTo(passed.get(index));
            }
            for (int index = 0; index + MIXED.size() < MANY; index += 21 * MIXED.size()) {
                Echo.overTcp(Echo.address(passed.get(index)));
                Echo.overUdp(Echo.address(passed.get(index + 1)));
                Echo.overUnix(Path.of(passed.get(index + 2)));
                Echo.overAbstractName(passed.get(index + 3).substring(1));
                Clients.run("seqpacket", passed.get(index + 4));
            }
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @Test
    void ten_times_as_many_take_ten_times_as_much() throws Exception {
        for (int count : List.of(10, 100, MANY)) {
            long tcp = bestOf(TCP, count);
            System.out.printf(
                    Locale.ROOT,
                    "Doorbell.open with %d inherited descriptors: %.1f ms for every kind, %.1f ms for TCP only, %.1f us each%n",
                    count,
                    bestOf(MIXED, count) / 1e6,
                    tcp / 1e6,
                    tcp / 1e3 / count);
        }
        List<String> hundred = systemCalls(MANY / 10);
        List<String> thousand = systemCalls(MANY);
        System.out.println(hundred.size() + " system calls for 100 descriptors, " + thousand.size() + " for 1,000");
        assertThat(hundred).hasSizeGreaterThan(MANY / 10);
        assertThat(thousand).hasSizeLessThan(MOST_FOR_TEN_TIMES * hundred.size());
        assertThat(thousand).filteredOn(call -> call.contains("/net/unix")).hasSize(1);
    }

    private long bestOf(List<String> kinds, int count) throws Exception {
        long best = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            List<String> lines = open(passing(kinds, count, "time" + kinds.size() + "-" + count + "-" + run), count);
            best = Math.min(best, Long.parseLong(lines.get(count).substring("nanos ".length())));
        }
        return best;
    }

    /** Returns the system calls that read the facts of a descriptor or place it, and those that open a file. */
    private List<String> systemCalls(int count) throws Exception {
        Path log = directory.resolve("strace" + count);
        List<String> command = passing(MIXED, count, "trace" + count);
        command.addAll(List.of("strace", "-D", "-f", "-qq", "-o", log.toString(), "-e"));
        command.add("trace=getsockopt,getsockname,getpeername,fcntl,dup2,dup3,close,openat,readlink,newfstatat,stat");
        open(command, count);
        return Files.readAllLines(log);
    }

    private static List<String> open(List<String> before, int count) throws Exception {
        List<String> names = names(count);
        try (Program program =
                Program.start(SmallProgram.command(before, OpeningMany.class, names.toArray(String[]::new)))) {
            assertThat(program.exitCode())
                    .as("%s", String.join("\n", program.err()))
                    .isZero();
            assertThat(program.out()).hasSize(count + 1);
            return program.out();
        }
    }

    /** Returns the command that passes a number of descriptors, named n0, n1, ..., to the command after it. */
    private List<String> passing(List<String> kinds, int count, String label) throws Exception {
        Path files = Files.createDirectory(directory.resolve(label));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 4096 && exec \"$@\"", "sh", Paths.SPAWN));
        for (int index = 0; index < count; index++) {
            String kind = kinds.get(index % kinds.size());
            command.add(kind);
            command.add(
                    switch (kind) {
                        case "--tcp", "--udp" -> "127.0.0.1:0";
                        case "--abstract" -> Names.unique(label + index);
                        default -> files.resolve("f" + index).toString();
                    });
        }
        command.addAll(List.of("--listen-pid", "self", "--fdnames", String.join(":", names(count)), "--"));
        return command;
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            names.add("n" + index);
        }
        return names;
    }

    /** Returns the addresses that spawn_with_sockets printed, from fd 3 on. */
    private static List<String> passed(Program program) {
        List<String> passed = new ArrayList<>();
        for (String line : program.err()) {
            String number = "fd " + (3 + passed.size()) + " ";
            if (line.startsWith(number)) {
                passed.add(line.substring(number.length()));
            }
        }
        return passed;
    }
}
