package dev.doorbell.handover.generations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.handover.Handover;
import dev.doorbell.handover.upgrade.Generation;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts a process with a UNIX datagram socket")
@Timeout(30)
class ManagerHandOverTest {
    @TempDir
    private Path directory;

    private final List<String> told = new ArrayList<>();
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private NotifyPath path;
    private Generation next;

    private final ServiceManager manager = new ServiceManager() {
        @Override
        public void send(String... assignments) {
            told.addAll(List.of(assignments));
        }

        @Override
        public void barrier(Duration timeout) {
            told.add("barrier");
        }
    };

    @BeforeEach
    void start() throws Exception {
        path = new NotifyPath(Files.createDirectory(directory.resolve("next")));
        next = Objects.requireNonNull(Generation.start(
                new Handover(List.of("sleep", "300")),
                path.socket(),
                Optional.empty(),
                Duration.ofSeconds(10),
                notification -> {},
                Handover::start));
    }

    @AfterEach
    void end() throws Exception {
        next.stop(Duration.ofSeconds(10));
        next.onEnd().join();
    }

    private void handOver(boolean isOfProgram) throws Exception {
        ManagerHandOver handOver = new ManagerHandOver(
                manager, isOfProgram, new ProcessContext(environment, 42, OperatingSystem.LINUX, properties));
        handOver.to(next, path);
        handOver.confirm();
    }

    private void becomeSuccessor() {
        Path before = directory.resolve("before").resolve("notify");
        environment.put("LISTEN_PID", "42");
        environment.put("NOTIFY_SOCKET", before.toString());
        environment.put("DOORBELL_PREDECESSOR", "41:" + before);
    }

    private void assertTold() {
        assertThat(told).containsExactly("MAINPID=" + next.process().pid(), "READY=1", "barrier");
        assertThat(properties).containsKey(ProcessContext.HANDED_OVER);
    }

    @Test
    void the_next_generation_finds_the_manager_that_is_told_of_it() throws Exception {
        environment.put("NOTIFY_SOCKET", directory.resolve("manager").toString());
        handOver(false);
        assertTold();
        assertThat(Files.readSymbolicLink(path.socket())).isEqualTo(directory.resolve("manager"));
    }

    @Test
    void a_manager_of_the_program_is_told_of_each_generation() throws Exception {
        becomeSuccessor();
        handOver(true);
        assertTold();
        assertThat(path.directory()).doesNotExist();
    }

    @Test
    void a_successor_without_a_manager_tells_none() throws Exception {
        becomeSuccessor();
        handOver(false);
        assertThat(told).isEmpty();
    }
}
