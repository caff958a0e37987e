package dev.doorbell.e2e.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Upgrading;
import dev.doorbell.e2e.run.Runs;
import dev.doorbell.e2e.servers.LoopingClients;
import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.generations.Generations;
import dev.doorbell.handover.notify.NotifySocket;
import dev.doorbell.spec.ListenerSpec;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that upgrades itself, under clients that connect without a pause. The number of upgrades is
 * {@code -Ddoorbell.upgrades}, and that of clients {@code -Ddoorbell.upgrades.clients}.
 */
@Timeout(3600)
class GenerationsIT {
    private static final int UPGRADES = Integer.getInteger("doorbell.upgrades", 2);
    private static final int CLIENTS = Integer.getInteger("doorbell.upgrades.clients", 8);

    /** No generation may end when it is idle, whatever these say: no manager would start it again. */
    private static final Map<String, String> IDLE = Map.of("DOORBELL_IDLE_EXIT", "0.01");

    private static final List<String> WITHOUT_MINIMUM = List.of("-Ddoorbell.idle.minimum-uptime=0");

    @TempDir
    private Path directory;

    @Test
    void a_program_upgrades_itself_without_losing_a_client() throws Exception {
        Path fails = directory.resolve("fails");
        Path socket = directory.resolve("s");
        try (SelfUpgrading program = SelfUpgrading.start(IDLE, WITHOUT_MINIMUM, fails, "y=unix://" + socket)) {
            long serving = program.generation(0);
            try (LoopingClients clients =
                    new LoopingClients(program.server(), Collections.nCopies(CLIENTS, GenerationsIT::exchange))) {
                clients.awaitAnswers(CLIENTS);
                Files.createFile(fails);
                Ran.signal("HUP", serving);
                assertThat(program.program().outLine("failed: "))
                        .endsWith("has ended with exit status 3 before it was ready");
                clients.awaitAnswers(CLIENTS);
                Files.delete(fails);
                for (int upgrade = 0; upgrade < UPGRADES; upgrade++) {
                    serving = program.upgrade(serving);
                    clients.awaitAnswers(CLIENTS);
                }
                assertThat(clients.lost()).isEmpty();
                System.out.println(UPGRADES + " upgrades, " + clients.answered() + " answers");
            }
            assertThat(serving).isEqualTo(program.generation(UPGRADES));
            program.program().outLine("ended with 0");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                exchange(client);
            }
        }
    }

    @Test
    void its_manager_is_told_of_each_generation_also_if_the_link_to_it_was_removed() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        List<String> stopping = new CopyOnWriteArrayList<>();
        try (NotifySocket manager = NotifySocket.bind(directory.resolve("m"), notification -> {
                    notification.value("MAINPID").ifPresent(told::add);
                    notification.value("STOPPING").ifPresent(stopping::add);
                });
                SelfUpgrading program = SelfUpgrading.start(
                        Map.of("NOTIFY_SOCKET", manager.address(), "XDG_RUNTIME_DIR", directory.toString()),
                        List.of(),
                        directory.resolve("fails"))) {
            long second = program.upgrade(program.generation(0));
            Path link = notifySocket(program, second);
            Files.delete(link);
            Files.delete(link.getParent());
            long third = program.upgrade(second);
            assertThat(told).containsExactly(String.valueOf(second), String.valueOf(third));
            assertThat(link.getParent()).doesNotExist();
            assertThat(notifySocket(program, third)).isSymbolicLink();
            manager.drain(Duration.ofSeconds(10));
            assertThat(stopping)
                    .as("a stop of the service, with NotifyAccess=all")
                    .isEmpty();
        }
    }

    private static Path notifySocket(SelfUpgrading program, long pid) throws Exception {
        return Path.of(
                program.program().outLine("process " + pid + " notifies ").replaceAll(".* ", ""));
    }

    @Test
    void a_generation_that_is_not_served_yet_starts_no_other_and_ends_with_the_one_before() throws Exception {
        try (SelfUpgrading program =
                SelfUpgrading.start(Map.of(), List.of("-Dsettle=600000"), directory.resolve("fails"))) {
            long first = program.generation(0);
            Ran.signal("HUP", first);
            long second = program.generation(1);
            Ran.signal("HUP", second);
            assertThat(program.program().outLine("failed: "))
                    .contains("the generation before this one, process " + first + ", has not handed over yet");
            Ran.signal("TERM", first);
            SelfUpgrading.awaitEnd(first);
            SelfUpgrading.awaitEnd(second);
        }
    }

    @Test
    void a_program_that_is_stopped_during_an_upgrade_finishes_its_work_and_leaves_no_generation() throws Exception {
        try (SelfUpgrading program =
                SelfUpgrading.start(Map.of(), List.of("-Dsettle=3000"), directory.resolve("fails"))) {
            long first = program.generation(0);
            try (SocketChannel client = SocketChannel.open(program.server())) {
                client.write(ByteBuffer.wrap(new byte[] {'!'}));
                client.read(ByteBuffer.allocate(1));
                Ran.signal("HUP", first);
                long second = program.generation(1);
                Ran.signal("TERM", first);
                SelfUpgrading.awaitEnd(second);
                exchange(client);
            }
            SelfUpgrading.awaitEnd(first);
        }
    }

    @Test
    void an_upgrade_is_refused_where_the_end_of_the_process_is_that_of_the_program() throws Exception {
        List<String> upgrading = SmallProgram.with(SmallProgram.LIBRARIES, List.of(), Upgrading.class, "/nowhere", "x");
        try (Program run = Program.start(Runs.command(List.of("--now"), List.of("x=tcp://127.0.0.1:0"), upgrading))) {
            String serving = run.outLine("serving ");
            Ran.signal("HUP", Long.parseLong(serving.replaceAll(".* ", "")));
            assertThat(run.outLine("failed: ")).contains("Start it by doorbell run --upgrade");
            assertThat(run.terminate()).isZero();
        }
    }

    @Test
    void a_listener_that_cannot_be_passed_on_is_a_failed_upgrade() throws Exception {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse("x=tcp://127.0.0.1:0"));
                Generations generations = Generations.of(listeners).build()) {
            listeners.get("x").close();
            assertThatThrownBy(generations::upgrade)
                    .isInstanceOf(UpgradeException.class)
                    .hasMessageContaining(
                            "was closed and cannot be used any more. Only a listener with an open channel");
        }
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
