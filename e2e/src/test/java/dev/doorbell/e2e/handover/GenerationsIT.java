package dev.doorbell.e2e.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Upgrading;
import dev.doorbell.e2e.servers.LoopingClients;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that upgrades itself, without a manager, under clients that connect without a pause. */
@Timeout(120)
class GenerationsIT {
    private static final int CLIENTS = 8;

    /**
     * Has the standard output of all generations: the JDK closes that of a process when the first one has ended. No generation
     * may end when it is idle, whatever the environment says: no manager would start it again.
     */
    private static final List<String> KEEPING_OUTPUT =
            List.of("env", "DOORBELL_IDLE_EXIT=0.01", "sh", "-c", "\"$@\"; echo ended with $?; exec sleep 300", "sh");

    @TempDir
    private Path directory;

    @Test
    void a_program_upgrades_itself_without_losing_a_client() throws Exception {
        Path fails = directory.resolve("fails");
        Path socket = directory.resolve("s");
        List<String> command = new ArrayList<>(KEEPING_OUTPUT);
        command.addAll(SmallProgram.with(
                SmallProgram.LIBRARIES,
                List.of("-Ddoorbell.idle.minimum-uptime=0"),
                Upgrading.class,
                fails.toString(),
                "x=tcp://127.0.0.1:0",
                "y=unix://" + socket));
        try (Program program = Program.start(command)) {
            program.outLine("serving ");
            long first = serving(program).get(0);
            String address = program.outLine("listening on 127.0.0.1:");
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
            try (LoopingClients clients =
                    new LoopingClients(server, Collections.nCopies(CLIENTS, GenerationsIT::exchange))) {
                clients.awaitAnswers(CLIENTS);
                Files.createFile(fails);
                hangUp(first);
                assertThat(program.outLine("failed: ")).endsWith("has ended with exit status 3 before it was ready");
                clients.awaitAnswers(CLIENTS);
                Files.delete(fails);
                long second = upgrade(program, first);
                program.outLine("ended with 0");
                clients.awaitAnswers(CLIENTS);
                long third = upgrade(program, second);
                clients.awaitAnswers(CLIENTS);
                assertThat(clients.lost()).isEmpty();
                try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    exchange(client);
                }
                assertThat(third).isEqualTo(serving(program).get(2));
            } finally {
                for (long pid : serving(program)) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    /** Sends SIGHUP, and waits until the process has ended. {@return the next one} */
    private static long upgrade(Program program, long pid) throws Exception {
        int before = upgraded(program).size();
        hangUp(pid);
        Eventually.becomesTrue(
                "an upgrade of " + program.out(), () -> upgraded(program).size() > before);
        Eventually.becomesTrue(
                pid + " ends",
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        return Long.parseLong(upgraded(program).get(before).replaceAll("\\D", ""));
    }

    private static List<Long> serving(Program program) {
        return program.out().stream()
                .filter(line -> line.startsWith("serving "))
                .map(line -> Long.parseLong(line.substring("serving ".length())))
                .toList();
    }

    private static List<String> upgraded(Program program) {
        return program.out().stream()
                .filter(line -> line.startsWith("upgraded to"))
                .toList();
    }

    private static void hangUp(long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-HUP", String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void exchange(SocketChannel connection) throws IOException {
        connection.write(ByteBuffer.wrap(new byte[] {'?'}));
        connection.shutdownOutput();
        ByteBuffer answer = ByteBuffer.allocate(2);
        while (connection.read(answer) >= 0) {
            // until its end
        }
        if (answer.position() != 1) {
            throw new EOFException(answer.position() + " bytes");
        }
    }
}
