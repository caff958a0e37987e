package dev.doorbell.provider.systemd.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.notify.CannotSendException;
import dev.doorbell.provider.systemd.ConnectedNotify;
import dev.doorbell.provider.systemd.Numbers;
import dev.doorbell.provider.systemd.Processes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The descriptor that systemd passed, and the address in the environment. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self")
class NotifyWaysTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Numbers numbers = new Numbers();
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void closeWhatIsLeft() throws Exception {
        numbers.closeAll();
    }

    @Test
    void the_descriptor_is_preferred_to_the_address() throws Exception {
        try (ConnectedNotify passed = new ConnectedNotify(directory.resolve("passed"));
                ConnectedNotify other = new ConnectedNotify(directory.resolve("other"))) {
            NotifyWays ways = ways(passed, "NOTIFY_SOCKET=" + directory.resolve("other"));
            assertThat(ways.send(manager -> manager.send("READY=1", LONG_ENOUGH)))
                    .isTrue();
            assertThat(passed.received()).isEqualTo("READY=1");
            assertThat(other.received()).isEmpty();
            assertThat(ways)
                    .asString()
                    .startsWith("to systemd through fd " + numbers.first() + ", which it connected by OpenFile=.");
        }
    }

    @Test
    void a_manager_that_was_started_anew_is_reached_by_its_address() throws Exception {
        try (ConnectedNotify passed = new ConnectedNotify(directory.resolve("passed"));
                ConnectedNotify anew = new ConnectedNotify(directory.resolve("anew"))) {
            NotifyWays ways = ways(passed, "NOTIFY_SOCKET=" + directory.resolve("anew"));
            passed.end();
            for (String message : new String[] {"READY=1", "STOPPING=1"}) {
                assertThat(ways.send(manager -> manager.send(message, LONG_ENOUGH)))
                        .isTrue();
                assertThat(anew.received()).isEqualTo(message);
            }
        }
    }

    @Test
    void an_address_whose_manager_does_not_read_is_a_timeout_also_after_the_descriptor_has_failed() throws Exception {
        try (ConnectedNotify passed = new ConnectedNotify(directory.resolve("passed"));
                ConnectedNotify anew = new ConnectedNotify(directory.resolve("anew"))) {
            NotifyWays ways = ways(passed, "NOTIFY_SOCKET=" + directory.resolve("anew"));
            passed.end();
            assertThatThrownBy(() -> {
                        while (ways.any()) {
                            ways.send(manager -> manager.send("STATUS=waiting", SHORT));
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(anew.received()).isEqualTo("STATUS=waiting");
        }
    }

    @Test
    void without_an_address_its_failure_is_that_of_the_descriptor() throws Exception {
        try (ConnectedNotify passed = new ConnectedNotify(directory.resolve("passed"))) {
            NotifyWays ways = ways(passed, "X=1");
            assertThat(ways.any()).isTrue();
            passed.end();
            assertThatThrownBy(() -> ways.send(manager -> manager.send("READY=1", LONG_ENOUGH)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_full_queue_is_waited_for_once() throws Exception {
        try (ConnectedNotify passed = new ConnectedNotify(directory.resolve("passed"));
                ConnectedNotify other = new ConnectedNotify(directory.resolve("other"))) {
            NotifyWays ways = ways(passed, "NOTIFY_SOCKET=" + directory.resolve("other"));
            assertThatThrownBy(() -> {
                        while (ways.any()) {
                            ways.send(manager -> manager.send("STATUS=waiting", SHORT));
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void without_the_descriptor_the_address_is_used_and_named() throws Exception {
        try (ConnectedNotify other = new ConnectedNotify(directory.resolve("other"))) {
            NotifyWays ways = NotifyWays.of(Processes.with("NOTIFY_SOCKET=" + directory.resolve("other")), told::add);
            assertThat(ways.send(manager -> manager.send("READY=1", LONG_ENOUGH)))
                    .isTrue();
            assertThat(other.received()).isEqualTo("READY=1");
            assertThat(ways).asString().startsWith("to " + directory.resolve("other") + " through ");
        }
    }

    @Test
    void without_either_nothing_is_sent() throws IOException {
        NotifyWays ways =
                NotifyWays.of(Processes.with("LISTEN_PID=42", "LISTEN_FDS=x", "LISTEN_FDNAMES=\\"), told::add);
        assertThat(ways.any()).isFalse();
        assertThat(ways.send(manager -> manager.send("READY=1", LONG_ENOUGH))).isFalse();
        assertThat(ways).hasToString("nowhere: NOTIFY_SOCKET is not set.");
    }

    @Test
    void no_way_at_all_is_told_once_with_what_to_add_and_nothing_is_sent() throws IOException {
        NotifyWays ways = NotifyWays.of(Processes.with("NOTIFY_SOCKET=/run/systemd/notify"), told::add);
        for (int time = 0; time < 2; time++) {
            assertThat(ways.send(manager -> {
                        throw new CannotSendException("Sending to /run/x needs JNA. Add it.");
                    }))
                    .isFalse();
        }
        NotifyWays host = NotifyWays.of(Processes.with("NOTIFY_SOCKET=vsock:2:1234"), told::add);
        assertThat(host.send(manager -> manager.send("READY=1", LONG_ENOUGH))).isFalse();
        assertThat(told)
                .containsExactly(
                        "A notification is not sent, and the program continues: Sending to /run/x needs JNA. Add"
                                + " it. Or, with systemd 253 and later, add"
                                + " OpenFile=/run/systemd/notify:doorbell-notify:graceful to the unit, which takes no"
                                + " native code.");
    }

    private NotifyWays ways(ConnectedNotify passed, String variable) throws Exception {
        numbers.pass(passed.descriptor());
        return NotifyWays.of(
                Processes.with("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=doorbell-notify", variable),
                told::add,
                numbers.first());
    }
}
