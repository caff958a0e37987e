package dev.doorbell.provider.systemd.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.notify.CannotSendException;
import dev.doorbell.provider.systemd.ConnectedNotify;
import dev.doorbell.provider.systemd.Numbers;
import dev.doorbell.provider.systemd.Processes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The descriptor that systemd passed, and the address in the environment. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self")
class NotifyWaysTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Numbers numbers = new Numbers();
    private final List<String> told = new ArrayList<>();
    private final AtomicBoolean warned = new AtomicBoolean();

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
    void a_socket_of_its_name_to_which_clients_send_is_a_listener() throws Exception {
        try (ConnectedNotify listening = new ConnectedNotify(directory.resolve("listening"))) {
            numbers.pass(listening.listener());
            assertThat(ways("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=doorbell-notify")
                            .any())
                    .isFalse();
        }
    }

    @Test
    void a_stream_socket_of_its_name_is_another_thing() throws Exception {
        try (SocketChannel stream = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            int copy = RawDescriptors.duplicate(stream);
            numbers.pass(copy);
            RawDescriptors.close(copy);
            assertThat(ways("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=doorbell-notify")
                            .any())
                    .isFalse();
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
            NotifyWays ways = ways("NOTIFY_SOCKET=" + directory.resolve("other"));
            assertThat(ways.send(manager -> manager.send("READY=1", LONG_ENOUGH)))
                    .isTrue();
            assertThat(other.received()).isEqualTo("READY=1");
            assertThat(ways).asString().startsWith("to " + directory.resolve("other") + " through ");
        }
    }

    @Test
    void without_either_nothing_is_sent() throws IOException {
        NotifyWays ways = ways("LISTEN_PID=42", "LISTEN_FDS=x", "LISTEN_FDNAMES=\\");
        assertThat(ways.any()).isFalse();
        assertThat(ways.send(manager -> manager.send("READY=1", LONG_ENOUGH))).isFalse();
        assertThat(ways).hasToString("nowhere: NOTIFY_SOCKET is not set.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsock:2:1234", "relative", "@"})
    void an_address_that_cannot_be_used_is_described_as_such(String address) {
        assertThat(ways("NOTIFY_SOCKET=" + address))
                .asString()
                .startsWith("nowhere: NOTIFY_SOCKET is \"" + address + "\"");
    }

    @Test
    void without_an_address_the_manager_may_ignore_the_descriptor() throws Exception {
        try (ConnectedNotify passed = new ConnectedNotify(directory.resolve("passed"))) {
            assertThat(ways(passed, "X=1")).asString().endsWith(" Set NotifyAccess=main if systemd ignores them.");
            assertThat(ways(passed, "NOTIFY_SOCKET=/run/x")).asString().doesNotContain("NotifyAccess");
        }
    }

    @Test
    void only_the_socket_of_systemd_can_be_opened_by_a_unit() throws IOException {
        assertThat(ways("NOTIFY_SOCKET=/run/notify/notify.sock").send(manager -> {
                    throw new CannotSendException("Add JNA.");
                }))
                .isFalse();
        assertThat(told).singleElement().asString().endsWith("Add JNA.");
    }

    @Test
    void no_way_at_all_is_told_once_with_what_to_add_and_nothing_is_sent() throws IOException {
        NotifyWays ways = ways("NOTIFY_SOCKET=/run/systemd/notify");
        for (int time = 0; time < 2; time++) {
            assertThat(ways.send(manager -> {
                        throw new CannotSendException("Sending to /run/x needs JNA. Add it.");
                    }))
                    .isFalse();
        }
        NotifyWays host = ways("NOTIFY_SOCKET=vsock:2:1234");
        assertThat(host.send(manager -> manager.send("READY=1", LONG_ENOUGH))).isFalse();
        assertThat(told)
                .containsExactly(
                        "A message to the service manager is not sent, and the program continues: Sending to /run/x"
                                + " needs JNA. Add it. Or, with systemd 253 and later, add"
                                + " OpenFile=/run/systemd/notify:doorbell-notify:graceful to the unit, which takes no"
                                + " native code.");
    }

    private NotifyWays ways(ConnectedNotify passed, String variable) throws Exception {
        numbers.pass(passed.descriptor());
        return ways("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=doorbell-notify", variable);
    }

    private NotifyWays ways(String... variables) {
        return NotifyWays.of(Processes.with(variables), told::add, numbers.first(), warned);
    }
}
