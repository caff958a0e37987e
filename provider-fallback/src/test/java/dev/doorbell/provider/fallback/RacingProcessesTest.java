package dev.doorbell.provider.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several processes that start at once on one path, with and without a stale socket: always one of them gets it. */
@Timeout(300)
@EnabledOnOs(value = OS.LINUX, disabledReason = "takes the JVM's options of Linux")
class RacingProcessesTest {
    private static final int PROGRAMS = 3;
    private static final int ROUNDS = Integer.getInteger("doorbell.test.rounds", 10);

    @TempDir
    private Path directory;

    private final List<Process> programs = new ArrayList<>();

    @AfterEach
    void kill() {
        programs.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"'',jna", "?mode=0600,jna", "'',''"})
    void one_gets_the_path_and_is_reached_by_it(String options, String jna) throws Exception {
        Path path = directory.resolve("s");
        OtherJvm jvm = jna.isEmpty() ? new OtherJvm().withoutJar("jna") : new OtherJvm();
        List<BufferedReader> answers = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            Process program = jvm.start(RacingProgram.class, "control=unix://" + path + options);
            programs.add(program);
            answers.add(program.inputReader(UTF_8));
        }
        for (int round = 0; round < ROUNDS; round++) {
            assertOneIsBound(round, tell("bind", answers));
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                assertThat(client.connect(UnixDomainSocketAddress.of(path))).isTrue();
            }
            assertThat(directory.toFile().list()).as("round " + round).containsExactly("s");
            tell(round % 2 == 0 ? "leave" : "close", answers);
        }
    }

    private List<String> tell(String what, List<BufferedReader> answers) throws IOException {
        for (Process program : programs) {
            OutputStream in = program.getOutputStream();
            in.write((what + "\n").getBytes(UTF_8));
            in.flush();
        }
        List<String> told = new ArrayList<>();
        for (BufferedReader answer : answers) {
            told.add(answer.readLine());
        }
        return told;
    }

    private static void assertOneIsBound(int round, List<String> told) {
        assertThat(told).as("round " + round).containsOnlyOnce("bound");
        assertThat(told.stream().filter(line -> !line.equals("bound")))
                .as("round " + round)
                .allMatch(line -> line.contains("a live socket is there"));
    }
}
