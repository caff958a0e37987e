package dev.doorbell.handover.generations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class EndOfServiceTest {
    private static final long PID = 42;
    private static final Optional<String> PATH = Optional.of("/run/systemd/notify");

    private long pid = PID;
    private long parent = 7;
    private String parentName = "sh";
    private boolean told;
    private Optional<String> address = Optional.empty();

    private Optional<String> find(Map<String, String> environment) {
        ProcessContext process = new ProcessContext(environment, pid, OperatingSystem.LINUX, new Properties());
        return EndOfService.find(
                process, new EndOfService.Parent(OptionalLong.of(parent), Optional.of(parentName)), told, address);
    }

    @Test
    void another_process_can_take_over_without_a_manager_and_where_one_is_told() {
        assertThat(find(Map.of())).isEmpty();
        told = true;
        address = PATH;
        assertThat(find(Map.of("SYSTEMD_EXEC_PID", "42"))).isEmpty();
    }

    @Test
    void systemd_that_is_not_told_ends_its_own_process_and_not_a_child_of_one() {
        assertThat(find(Map.of("SYSTEMD_EXEC_PID", "42")).orElseThrow()).contains("Set Type=notify in the unit");
        assertThat(find(Map.of("SYSTEMD_EXEC_PID", "41"))).isEmpty();
    }

    @Test
    void a_container_ends_with_process_1() {
        pid = 1;
        assertThat(find(Map.of()).orElseThrow()).contains("process 1 ends with its container");
    }

    @Test
    void a_run_ends_with_its_program_and_not_with_a_child_of_that() {
        assertThat(find(Map.of("DOORBELL_RUN", "7")).orElseThrow()).contains("doorbell run --upgrade");
        assertThat(find(Map.of("DOORBELL_RUN", "8"))).isEmpty();
    }

    @Test
    void an_init_of_a_container_ends_with_its_child_unless_a_manager_is_told() {
        parentName = "docker-init";
        assertThat(find(Map.of()).orElseThrow()).startsWith("docker-init ends with the process");
        told = true;
        address = PATH;
        assertThat(find(Map.of())).isEmpty();
    }

    @Test
    void a_job_of_launchd_ends_with_its_process_and_not_with_a_child_of_one() {
        Map<String, String> job = Map.of("XPC_SERVICE_NAME", "com.example.app");
        assertThat(find(job)).isEmpty();
        parent = 1;
        assertThat(find(job).orElseThrow()).contains("launchd");
        assertThat(find(Map.of("XPC_SERVICE_NAME", "0"))).isEmpty();
    }

    @Test
    void a_manager_without_a_path_cannot_be_led_to() {
        told = true;
        address = Optional.of("@/org/example");
        assertThat(find(Map.of()).orElseThrow()).contains("@/org/example, an address without a path");
    }
}
