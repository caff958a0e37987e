package dev.doorbell.handover.generations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PredecessorTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "LISTEN_PID", "42",
            "NOTIFY_SOCKET", "/run/g/notify",
            "DOORBELL_PREDECESSOR", "41:/run/g/notify",
            "DOORBELL_MANAGER_SOCKET", "/run/systemd/notify"));

    private Optional<Predecessor> find() {
        return Predecessor.of(new ProcessContext(environment, 42, OperatingSystem.LINUX, new Properties()));
    }

    @Test
    void it_tells_of_itself_and_of_the_manager() {
        assertThat(find())
                .contains(new Predecessor(41, new NotifyPath(Path.of("/run/g")), Optional.of("/run/systemd/notify")));
        environment.remove("DOORBELL_MANAGER_SOCKET");
        assertThat(find().orElseThrow().manager()).isEmpty();
    }

    @Test
    void a_child_that_inherits_the_variables_has_none() {
        environment.put("LISTEN_PID", "40");
        assertThat(find()).isEmpty();
        environment.remove("LISTEN_PID");
        assertThat(find()).isEmpty();
    }

    @Test
    void a_process_that_was_given_another_manager_has_none() {
        environment.put("NOTIFY_SOCKET", "/run/other/notify");
        assertThat(find()).isEmpty();
    }

    @Test
    void a_variable_that_no_generation_has_set_is_none() {
        environment.put("DOORBELL_PREDECESSOR", "x");
        assertThat(find()).isEmpty();
        environment.put("DOORBELL_PREDECESSOR", "x:/run/g/notify");
        assertThat(find()).isEmpty();
    }

    @Test
    void a_process_that_no_generation_has_started_has_none() {
        environment.remove("DOORBELL_PREDECESSOR");
        assertThat(find()).isEmpty();
    }
}
